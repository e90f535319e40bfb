import { ABBREVIATIONS, provinceOf } from '../lexicon/jurisdictions.ts'
import { readName } from '../lexicon/names.ts'
import { isParty, mayBeParty } from '../lexicon/words.ts'
import { type Collectives, countedTerm } from './collectives.ts'
import type { Item } from './items.ts'
import { countedPlace, fullPlace, sharedHead } from './placeRows.ts'

/** A printed name spelled out. */
export interface Spelled {
  kind: 'unit' | 'class'
  name: string
  item: Item
  /** The level word or jurisdiction that came from another name of the list. */
  carried: boolean
  /** One of several names that the printed one stands for, or completed by the head of its row. */
  expanded: boolean
  /** Bare department name that no prefix of its list reaches: the document may say elsewhere whose it is. */
  bare: boolean
  /** Shaped like no name of a body. */
  doubtful: boolean
  /** A group of jurisdictions that the document does not define. */
  undefinedCollective: boolean
}

/** What a list hands from name to name: 省 of 省发展改革委 to 财政厅. */
interface Running {
  /** As it goes before a government body: 省, 自治区, 南京市; '' while there is none. */
  prefix: string
  /** Printed party form, if the last name used it: 省委. */
  party: string
  /** The prefix counts jurisdictions (两省一市): what it reaches are sets. */
  set: boolean
}

const GOVERNMENT_FORM: ReadonlyMap<string, string> = new Map(
  Object.entries({
    自治区人民政府: '自治区',
    自治区政府: '自治区',
    自治区党委: '自治区',
    省人民政府: '省',
    市人民政府: '市',
    区人民政府: '区',
    县人民政府: '县',
    州人民政府: '州',
    省政府: '省',
    市政府: '市',
    区政府: '区',
    县政府: '县',
    州政府: '州',
    省委: '省',
    市委: '市',
    区委: '区',
    县委: '县',
    州委: '州',
    盟委: '盟',
    旗委: '旗',
    我省: '省',
    我市: '市',
    我区: '区',
    我县: '县',
    本市: '市',
    本省: '省',
  }),
)
const PARTY_FORM: ReadonlyMap<string, string> = new Map(
  Object.entries({
    省: '省委',
    市: '市委',
    区: '区委',
    县: '县委',
    州: '州委',
    盟: '盟委',
    旗: '旗委',
    自治区: '自治区党委',
  }),
)
/** Heads of departments: a level word reaches them. Companies, schools and zone committees have names of their own. */
const REACHED =
  /(?:厅|局|委|办|办公室|办公厅|委员会|中心|部|署|院|会|室|社|协|联|站|队|组|专班|指挥部|银行|集团|公司|所|校|馆|处|台)$/
const OWN_BODIES = /(?:集团|公司|银行|大学|学院|学校|医院|研究院|设计院|协会|学会|商会|联盟|基金会|交易所|实验室)$/

/** Spells out the names of one list, in order. */
export function spellOut(items: readonly Item[], collectives: Collectives): Spelled[] {
  const spelled: Spelled[] = []
  const running: Running = { prefix: '', party: '', set: false }
  for (let i = 0; i < items.length; i++) {
    const item = items[i] as Item
    const over = COUNTS[item.name.charCodeAt(0)] === 1 ? setOver(item) : null
    if (over) {
      running.prefix = over
      running.party = ''
      running.set = true
      spelled.push({ ...plainUnit(item, item.name), kind: 'class' })
      continue
    }
    const group = mayBeGroup(item) ? collectiveOf(items, i, collectives) : null
    if (group) {
      if (group.members === null) {
        spelled.push({ ...plainUnit(item, item.name), kind: 'class', undefinedCollective: true })
        continue
      }
      for (const member of group.members) spelled.push({ ...plainUnit(item, member + group.head), expanded: true })
      continue
    }
    const plainBody = item.reading.kind === 'class' || item.reading.kind === 'body'
    const head = plainBody && !item.shared ? null : sharedHead(items, i)
    if (head !== null) {
      spelled.push({ ...plainUnit(item, head), expanded: true })
      continue
    }
    if (item.reading.kind === 'class') {
      spelled.push({ ...plainUnit(item, item.name), kind: 'class' })
      continue
    }
    const unit = spellUnit(item, running)
    if (!unit.carried && unit.name === item.name && (item.reading.prefix !== '' || item.reading.place !== ''))
      running.set = false
    spelled.push(unit.carried && running.set ? { ...unit, kind: 'class' } : unit)
  }
  return spelled
}

function plainUnit(item: Item, name: string): Spelled {
  return {
    kind: 'unit',
    name,
    item,
    carried: false,
    expanded: false,
    bare: false,
    doubtful: false,
    undefinedCollective: false,
  }
}

/** A unit with the running prefix, which it may also set. */
function spellUnit(item: Item, running: Running): Spelled {
  const { reading, name } = item
  const unit = plainUnit(item, name)
  if (reading.kind === 'unknown') return { ...unit, doubtful: true }
  if (reading.kind === 'place') return unit
  if (reading.prefix !== '') {
    setRunning(running, reading.place + reading.prefix, reading.prefix, reading.place)
    return unit
  }
  if (reading.place !== '') {
    // 南京市交通运输局 hands 南京市 on; 南京海关 and 广西机场集团 hand nothing on.
    if (
      !reading.selfStanding &&
      reading.jurisdiction &&
      !reading.jurisdiction.bare &&
      reading.head !== '政府' &&
      !OWN_BODIES.test(name)
    ) {
      running.prefix = reading.place
      running.party = ''
    } else if (
      !reading.selfStanding &&
      reading.jurisdiction?.bare &&
      running.prefix === '' &&
      reading.known &&
      /(?:厅|委|局|办)$/.test(reading.head)
    ) {
      running.prefix = reading.place
    }
    return unit
  }
  const league = name.charAt(0) !== '团' ? null : /^团(省委|市委|区委|县委|州委|自治区委)/.exec(name)
  if (league) {
    const form = (league[1] ?? '').replace(/委$/, '')
    if (running.prefix === '' || running.prefix.length <= 3) running.prefix = running.prefix || form
    running.party = ''
    return unit
  }
  if (reading.head === '团委' && name !== '团委') return unit
  if (reading.selfStanding || !REACHED.test(name)) {
    // 国家 reaches only the next name: 国家发展改革委、能源局.
    if (running.prefix === '国家') running.prefix = ''
    return unit
  }
  if (running.prefix === '' || (running.set && item.after !== '、' && item.after !== 'and'))
    return { ...unit, bare: true }
  // A comma ends what a prefix reaches, except for departments that cannot stand without one.
  if (item.after !== '、' && item.after !== 'and' && item.after !== '' && !/(?:厅|局|委|办|部|办公室)$/.test(name))
    return { ...unit, bare: true }
  // 青龙山景区管理处 has a name of its own; 大湾区办 has not.
  if (!reading.known && (OWN_BODIES.test(name) || !/(?:厅|局|委|办|办公室|委员会|中心)$/.test(name))) return unit
  if (running.prefix === '国家' && !/(?:局|委|办)$/.test(name)) {
    running.prefix = ''
    return unit
  }
  // 厅 is a body of a province, never of a city or county.
  if (
    /厅$/.test(name) &&
    !/办公厅$/.test(name) &&
    /^(?:市|区|县|州|盟|旗)$|[市县]$/.test(running.prefix) &&
    !/直辖/.test(running.prefix)
  )
    return { ...unit, bare: true }
  let prefix = running.prefix
  const party = running.party || PARTY_FORM.get(running.prefix) || ''
  if (isParty(name) && party !== '') prefix = party
  else if (running.party !== '' && mayBeParty(name)) prefix = running.party
  else running.party = ''
  return { ...unit, name: prefix + name, carried: true }
}

function setRunning(running: Running, full: string, prefix: string, place: string): void {
  if (prefix === '国务院' || prefix === '中央' || prefix === '中共中央' || prefix === '党中央' || prefix === '全国') {
    running.prefix = ''
    running.party = ''
    return
  }
  const form = GOVERNMENT_FORM.get(prefix)
  running.prefix = form ? place + form : full
  running.party = /委$|党委$/.test(prefix) ? full : ''
}

/** Units that a name which counts or abbreviates jurisdictions begins with: 两省一市…, 沪苏浙… */
const COUNTS = new Uint8Array(65536)
for (const sign of [...'0123456789两二三四五六七八九十', ...ABBREVIATIONS]) COUNTS[sign.charCodeAt(0)] = 1
const OVER = /^((?:\d{1,2}|[两二三四五六七八九十])(?:省区市|省市|省区|省|市|区|县|地)(?:[一二两三][市区县])?)(.{2,20})$/

/** The count in 两省一市卫生健康委, the abbreviations in 沪苏浙生态环境部门: one department of each of several. Null otherwise. */
function setOver(item: Item): string | null {
  const counted = OVER.exec(item.name)
  let trunk = counted?.[1] ?? ''
  if (!counted) {
    let length = 0
    while (length < 8 && provinceOf(item.name.charAt(length))) length++
    if (length < 2 || item.reading.place !== '') return null
    trunk = item.name.slice(0, length)
  }
  const rest = item.name.slice(trunk.length)
  if (/政府$|党委$/.test(rest)) return null
  const reading = readName(rest)
  return (reading.kind === 'body' && reading.known && reading.prefix === '' && reading.place === '') ||
    /^[一-龥]{2,8}(?:部门|厅局)$/.test(rest)
    ? trunk
    : null
}

/** Departments and sets are no groups of jurisdictions: most names need no closer look. */
function mayBeGroup({ reading }: Item): boolean {
  if (reading.kind === 'class') return false
  return reading.kind !== 'body' || !reading.known || /(?:政府|党委|管委会)$/.test(reading.core) || reading.core === ''
}

/** A name that stands for several jurisdictions, and what each is followed by. */
function collectiveOf(
  items: readonly Item[],
  index: number,
  collectives: Collectives,
): { members: readonly string[] | null; head: string } | null {
  const { name } = items[index] as Item
  const term = collectives.definedIn(name)
  if (term !== '') {
    const head = name.slice(term.length)
    if (head === '' || /^(?:各)?(?:人民政府|政府|党委|管委会)|(?:厅|局|委|办)$/.test(head))
      return { members: collectives.members(term), head }
  }
  const counted = countedPlace(items, index)
  if (counted) return { members: [fullPlace(counted.place, counted.level)], head: counted.head }
  if (/^(?:各|有关|相关)/.test(name)) return null
  const head = /(?:人民政府|政府|党委|管委会)?$/.exec(name)?.[0] ?? ''
  const trunk = head === '' ? name : name.slice(0, -head.length)
  if (trunk.length < 2 || trunk.length > 30) return null
  const reading = readName(trunk)
  if (reading.kind === 'body' && reading.known) return null
  if (countedTerm(trunk)) {
    const members = collectives.members(trunk)
    if (members) return { members, head }
    return /^(?:一市|一区|一县)$/.test(trunk) ? null : { members: null, head }
  }
  if (reading.kind === 'place' && reading.jurisdiction) return null
  const members = trunk.length <= 8 ? collectives.members(trunk) : null
  return members ? { members, head } : null
}
