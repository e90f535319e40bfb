import { type JurisdictionMatch, jurisdictionAt, provinceOf } from './jurisdictions.ts'
import { headOf, isField, isShortName, nationalLength, PREFIXES, zoneOf } from './words.ts'

/**
 * What a stretch of text names.
 * `body`: one unit. `class`: a set the text does not list. `place`: a jurisdiction or zone standing for its government.
 * `unknown`: no rule of naming explains it.
 */
export type NameKind = 'body' | 'class' | 'place' | 'unknown'

/** A name taken apart: 南京市 | 市委 | 宣传部. */
export interface NameReading {
  kind: NameKind
  /** Level word before the field, as printed: 省, 自治区党委, 国家. */
  prefix: string
  /** Jurisdictions or zone before the field, as printed. */
  place: string
  /** The last jurisdiction of `place`. */
  jurisdiction: JurisdictionMatch | null
  /** What follows prefix and place: 发展改革委. */
  core: string
  head: string
  /** Head and field are both of the lexicon; otherwise the name is only shaped like one. */
  known: boolean
  /** A body that no prefix of another reaches: national, of a system run from above, or a company with its own name. */
  selfStanding: boolean
}

const GOVERNMENT =
  /^(?:各级)?(?:党委(?:、|和)?)?(?:人民政府|政府|管委会|管理委员会|行政公署|党工委(?:、|和)?管委会|党工委)(?:办公[厅室]|研究室|参事室|外办)?$/

const CLASS_START =
  /^(?:国务院|国家|中央和国家机关|中央|省委、省政府|市委、市政府|区委、区政府|省委省政府|市委市政府|自治区|省政府|市政府|区政府|县政府|省直?|市直?|区直?|县直?|州直?|省级|市级|区级|县级|州级|(?:\d{1,2}|[两二三四五六七八九十])(?:省区市|省市|省区|省|市|区|县|地)(?:[一二两三]?[市区县])?|我省|我市|本市|全省|全市|全区|区内|市内|省内|国家级|[一-龥]{1,4}(?:内|沿线|周边|上下游)(?=各|有关|相关))?(?:(?:及|和|与)?(?:其他|其它))?(?:各有关|各相关|有关|相关|各级|各|所有|直属|级有关|级相关|级各有关|级各|直各有关|直有关|直相关|直各|涉及的?|(?:沿线|沿江|沿海|沿边|沿淮|沿黄|环湖)(?:各|有关|相关)|沿线|省属|市属|区属|县属|州属|央属|属地|所属|当地|所在地|所在|地方各级|地方|基层|下属|所辖|下辖|辖区内?|驻)/
const CLASS_BARE =
  /^(?:(?:省|市|区|县|自治区|州)(?:级|直(?:属)?)(?:各|有关|相关)*|(?:乡|镇|市县|区县|县区|市区|市州|县市|县市区|市县区|省市|市\([^()]{1,8}\)|县\([^()]{1,12}\)|区\([^()]{1,8}\)|乡镇|乡\(镇\)|乡\(镇、街道\)|镇\([^()]{1,8}\)|街镇|镇街)(?:级|两级|三级)?|(?:省|市|县|区|乡|镇)(?:、(?:省|市|县|区|乡|镇|村)){1,4}(?:[两三四]级)?|地级以上市|设区市|设区的市|副省级城市|试点(?:城市|地区|省份|市|县)?|相邻|毗邻)(?:各|有关|相关)?/
const CLASS_TAIL =
  /(?:部门|部委|单位|政府|机关|管委会|地区|地方|市|县|区|州|盟|旗|省|省份|城市|企业|公司|集团|机构|院校|高校|学校|园区|乡镇|街道|镇|乡|村|银行|协会|党委|党组织|团体|组织|委办局|委局办|厅局|平台|主体|法院|检察院|海关|地|方|开发区|新区|公署|行署|\))$/
const CLASS_GOVERNMENT_TAIL = /(?:政府|部门|单位|管委会|机关|企业|党委|街道|办事处|公司|机构|院校|高校|法院|检察院)$/
/** Characters of running text that no name of a body has. */
const PROSE =
  /[的了着是把被将让使得于在“”《》"。!?;:%％]|对(?!口|外|台)|以(?!上)|并且|推进(?!办|组|小组|中心|.{1,24}(?:小组|办|办公室|专班|指挥部)$)|加强|完善|按照|根据/

/** Kinds of bodies, named without saying which: they are sets wherever they stand as names. */
const GENERIC_SETS =
  /^(?:地方|各地|街道办事处|街道办|街道|乡镇|镇街|街镇|村委会|居委会|村\(社区\)|乡镇街道|镇人民政府|乡人民政府|(?:在[一-龥]{1,2})?(?:科研院所|高等院校|高等学校|高校|科研机构|科研单位|金融机构|行业协会|社会组织|基础电信企业|电信运营企业|国有企业|重点企业|龙头企业|市场主体))$/
/** 各县(区)住建局: one department of each. */
const EVERYWHERE =
  /^(?:各有关|各|有关|相关)(?:设区市|地级以上市|地级市|县级市|市州|区县|县区|市县|县市区|市|县|区|州|省|盟|旗)(?:\([^()]{1,8}\))?[一-龥]{2,14}(?:厅|局|委|办|行署)$/

/** Whether a stretch names a set of bodies that the text does not list. */
export function isClass(name: string): boolean {
  if (name.length < 2 || name.length > 50) return false
  if (name.endsWith('成员单位') || name.endsWith('成员') || name.endsWith('组成部门'))
    return !/[的了着把被“”《》。!?;:%％,]/.test(name)
  if (GENERIC_SETS.test(name) || EVERYWHERE.test(name)) return true
  const core = afterPlaces(name)
  if (name.endsWith('部门') && isFieldDepartment(name)) return true
  const start = CLASS_START.exec(core)
  if (start && start[0].length < core.length)
    return CLASS_TAIL.test(core) && !PROSE.test(core.slice(start[0].length).replace(/^的/, ''))
  const bare = CLASS_BARE.exec(core)
  if (bare && bare[0].length < core.length)
    return CLASS_GOVERNMENT_TAIL.test(core) && core.length <= bare[0].length + 10 && !PROSE.test(core)
  return false
}

/** 财政部门, 沪苏浙生态环境部门: the departments of one field, of whatever name, wherever they are. */
export function isFieldDepartment(name: string): boolean {
  let from = 0
  while (from < 8 && provinceOf(name.charAt(from)) !== null) from++
  return isField(name.slice(from < 2 ? 0 : from, -2).replace(/(?:行政)?(?:主管|管理)?$/, ''))
}

/** The name without the jurisdictions it starts with, as long as something is left. */
function afterPlaces(name: string): string {
  let at = 0
  for (let n = 0; n < 3; n++) {
    const found = jurisdictionAt(name, at)
    if (!found || at + found.length >= name.length) break
    at += found.length
  }
  return name.slice(at)
}

const NOTHING: NameReading = {
  kind: 'unknown',
  prefix: '',
  place: '',
  jurisdiction: null,
  core: '',
  head: '',
  known: false,
  selfStanding: false,
}

const LEAGUE =
  /^(?:共青团|团)(?:省委|市委|区委|县委|州委|中央|自治区委|自治区党委|工委|委)$|^(?:共)?青?团.{2,8}(?:省|市|区|县|州)委(?:员会)?$/
const OWN_NAME = /^(?:中国|国家|国网|中央|全国|中铁|中交|中建|国铁|民航|海关)/
const SYSTEM_HEADS = new Set([
  '海关',
  '分行',
  '分署',
  '总署',
  '总局',
  '铁路局',
  '边检总站',
  '边检站',
  '大学',
  '军区',
  '警备区',
  '军分区',
  '支行',
  '中心支行',
])
const COMPANY = /(?:公司|集团|银行|电信|移动|联通|铁塔|电网|电力)$/

/**
 * Length of a jurisdiction that no list knows but its form tells (a renamed county, a zone of a later year): two to five
 * characters and a level word, followed by a government or a department. 0 if none.
 */
function shapedPlace(name: string): number {
  const found =
    /^(?![省市区县州]|自治区|国家|全国|中央|城市|各|有关|第|向|对|由|与|经|为|本|我)[一-龥]{2,5}?(?:市|县|区|州|旗|省)(?=.)/.exec(
      name,
    )
  if (!found) return 0
  const rest = name.slice(found[0].length)
  if (GOVERNMENT.test(rest) || isShortName(rest)) return found[0].length
  const head = headOf(rest)
  return head !== '' && isField(rest.slice(0, -head.length)) ? found[0].length : 0
}

const TOWN = /^(?![各有关相])[一-龥]{2,8}(?:镇|乡|街道)$/

/** Whether a name has the form of a jurisdiction with its level word. */
export function isShapedPlace(name: string): boolean {
  return (
    /^(?![省市区县州]|自治区|国家|全国|中央|城市|各|有关|第|向|对|由|与|经|为|本|我|中心|重点|沿|试点|相关)[一-龥]{2,6}(?:市|县|区|州|旗|省)$/.test(
      name,
    ) && !/(?:城市|地区|社区|园区|片区|景区|库区|灌区|城区|郊区|辖区|山区|牧区|湾区|特区|专区|战区)$/.test(name)
  )
}

/** Whether a name is a field of work and a head, with nothing before them. */
function isKnownBody(name: string): boolean {
  if (isShortName(name)) return true
  const head = headOf(name)
  return head !== '' && isField(name.slice(0, -head.length))
}

/** Takes a name apart. Bounded by the name's length, which callers keep under 80 units. */
export function readName(name: string): NameReading {
  let reading = readings.get(name)
  if (!reading) {
    reading = readVariant(name)
    if (readings.size >= MOST_READINGS) readings.clear()
    if (name.length <= 40) readings.set(name, reading)
  }
  return reading
}

/** A plan names the same few hundred bodies over and over: what was read once is kept, up to a bound. */
const readings = new Map<string, NameReading>()
const MOST_READINGS = 20_000

function readVariant(name: string): NameReading {
  // 生态环境厅(局): one body under the names it has in several places.
  const variant = name.endsWith(')') ? /\([厅局委办部会、]{1,5}\)$/.exec(name) : null
  if (!variant) return readPlain(name)
  const reading = readPlain(name.slice(0, variant.index))
  return reading.kind === 'body' ? { ...reading, core: reading.core + variant[0] } : reading
}

function readPlain(name: string): NameReading {
  if (name.length < 2 || name.length > 80) return { ...NOTHING, core: name }
  if (isClass(name)) return { ...NOTHING, kind: 'class', core: name, known: true }
  if (LEAGUE.test(name)) return { ...NOTHING, kind: 'body', core: name, head: '团委', known: true }
  const standing = nationalLength(name)
  if (standing === name.length && !name.startsWith('国家'))
    return { ...NOTHING, kind: 'body', core: name, head: headOf(name), known: true, selfStanding: true }
  const parts = partsOf(name)
  return readGovernment(name, parts) ?? readPlace(name, parts) ?? readDepartment(parts, standing > 0)
}

/** Place, level word and the rest of a name; nothing is judged yet. */
function partsOf(name: string): NameReading {
  let at = 0
  let jurisdiction: JurisdictionMatch | null = null
  for (let n = 0; n < 3; n++) {
    const found = jurisdictionAt(name, at)
    if (!found) break
    jurisdiction = found
    at += found.length
  }
  if (at === 0) at = shapedPlace(name)
  let place = name.slice(0, at)
  let rest = name.slice(at)
  // 南京市委宣传部: the level word belongs to 市委, not to the place.
  if (jurisdiction && !jurisdiction.bare && /^委(?![员])/.test(rest) && rest.length > 1) {
    rest = place.slice(-1) + rest
    place = place.slice(0, -1)
  }
  const prefix = prefixOf(rest)
  return { ...NOTHING, prefix, place, jurisdiction, core: rest.slice(prefix.length) }
}

/** The level word a name starts with: 市政务服务局 has one, 市场监管局 has none. */
function prefixOf(rest: string): string {
  const prefix = PREFIXES.find((word) => rest.startsWith(word) && rest.length > word.length) ?? ''
  if (prefix === '' || prefix === '国家') return prefix
  if (isKnownBody(rest)) return ''
  const ambiguous = prefix.length === 1 && /^(?:市场|市政|市容|区域|区划|县域)/.test(rest)
  return ambiguous && !isKnownBody(rest.slice(1)) ? '' : prefix
}

const COMMITTEE_OR_GOVERNMENT =
  /^(?:(?:省|市|区|县|州)?(?:省|市|区|县|州)(?:委|政府|人民政府)|自治区党委|自治区人民政府|自治区政府)$/

/** Governments, party committees, their offices, and committees of zones; null for any other name. */
function readGovernment(name: string, parts: NameReading): NameReading | null {
  const { prefix, place, core } = parts
  if (core === '') return null
  if (prefix !== '' && (core === '人民政府' || core === '政府'))
    return { ...parts, kind: 'body', head: core, known: true }
  // 县委办, 省政府办公厅: the office of the party committee or government itself.
  if (/(?:委|府)$/.test(prefix) && /^(?:办|办公室|办公厅|研究室|督查室|政研室)$/.test(core))
    return { ...parts, kind: 'body', head: core, known: true }
  if (COMMITTEE_OR_GOVERNMENT.test(name)) return { ...parts, kind: 'body', head: headOf(core), known: true }
  // 政府 alone names nobody.
  if (place === '' && prefix === '' && /^(?:人民政府|政府|党委|管委会|管理委员会|党工委)$/.test(core)) return parts
  if (GOVERNMENT.test(core)) return { ...parts, kind: 'body', head: '政府', known: true }
  const government = /(?:人民政府|政府|管委会|管理委员会|党工委)$/.exec(core)
  if (!government || PROSE.test(core)) return null
  const before = core.slice(0, government.index)
  // 龙山镇政府: the level word says that a jurisdiction stands before it.
  const local =
    before.length <= 8 &&
    /[镇乡街道市县区旗州]$/.test(before) &&
    !/^[向对由经为与在从按将把等]|[局厅委办部与和及各]/.test(before)
  const known = zoneOf(before) !== '' || place !== '' || local
  return { ...parts, kind: 'body', head: government[0], known, selfStanding: true }
}

/** Jurisdictions, towns and zones that stand for their government; null for any other name. */
function readPlace(name: string, parts: NameReading): NameReading | null {
  const { prefix, place, core } = parts
  const whole: NameReading = { ...parts, kind: 'place', place: name, core: '', known: true }
  if (core === '') return whole
  const zone = zoneOf(core)
  if (zone !== '') {
    // A zone alone stands for its management (江北新区); a mere kind of zone for nobody.
    const named = zone !== core ? !PROSE.test(core) : place !== '' || prefix !== ''
    if (named || (zone === core && ZONES_THAT_ACT.test(zone))) return whole
  }
  if (TOWN.test(name) && !/(?:城镇|小镇|乡镇|集镇|重点镇|中心镇)$/.test(name)) return whole
  return place === '' && prefix === '' && headOf(core) === '' && isShapedPlace(name) ? whole : null
}

const ZONES_THAT_ACT = /(?:高新区|经开区|开发区|新区|保税区|综保区|度假区)$/
/** What may stand around a field in the name of a body for a purpose: 推进…建设领导小组办公室. */
const PURPOSE =
  /^(?:共同|联合|全面|深化|加快|统筹)?推进|(?:工作|建设|改革|发展|管理|服务|攻坚|行动|事业|体系|协调|统筹|监督|领导|议事|综合|专项|联合)+$/g

/** Departments, companies and all other bodies that end in a head. */
function readDepartment(parts: NameReading, national: boolean): NameReading {
  const { core } = parts
  if (PROSE.test(core)) return parts
  const head = headOf(core)
  if (isShortName(core)) {
    const selfStanding = SYSTEM_HEADS.has(core) || /^人(?:民银)?行$/.test(core)
    return { ...parts, kind: 'body', head, known: true, selfStanding }
  }
  if (head === '') {
    if (!OWN_NAME.test(core) && !COMPANY.test(core)) return parts
    return { ...parts, kind: 'body', known: core.length >= 4, selfStanding: true }
  }
  const field = core.slice(0, -head.length)
  const known = national || isField(field) || (field.length >= 2 && isField(field.replace(PURPOSE, '')))
  const selfStanding =
    national || OWN_NAME.test(core) || SYSTEM_HEADS.has(head) || (COMPANY.test(core) && !isField(field))
  return { ...parts, kind: 'body', head, known, selfStanding }
}
