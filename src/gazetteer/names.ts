import { type Jurisdiction, type JurisdictionIndex, NATION } from './jurisdictions.ts'

/** What a printed name is looked up by: the jurisdiction it speaks of, and the rest of it in one spelling. */
export interface NameKey {
  scope: string
  key: string
}

/** A name that speaks of one body: `keys` in the order to try, the first being the body's own. */
export interface BodyName {
  kind: 'body'
  keys: readonly [NameKey, ...NameKey[]]
  /** The jurisdiction it belongs to by its words or by its paper; null where neither says. */
  jurisdiction: string | null
  /** The name says only 省, 市 …, and the paper says which. */
  relative: boolean
  /** What follows the place: 国土资源厅. */
  body: string
}

/** Codes around a paper's own jurisdiction; `everywhere` where the name stands without any paper. */
export type Near = ReadonlySet<string> | 'everywhere'

const NOWHERE: Near = new Set()

/** A printed name, read. */
type ReadName =
  /** A set and not a body (国务院有关部门, 各地级以上市人民政府), or no name at all. */
  | { kind: 'class' }
  /** 省… or 市… in a paper that says of no province or city which one. */
  | { kind: 'needs_context'; missing: 'province' | 'city' | 'county' }
  | BodyName

const CLASS =
  /^(?:各|其他|相关|有关|沿海各|沿线|全体)|有关|相关|成员单位|各级|各市|各县|各地|各设区|所在地|以上[^（(]*政府|直属机构$|各部门$|\(市、区\)|\(市,区\)/u

/** Characters. No body's name is longer; what is, is a passage of text. */
const LONGEST_NAME = 100

/** True for a name that stands for a set the text does not list. */
export function isClass(printed: string): boolean {
  return CLASS.test(tidy(printed))
}

/** One width, no blanks: what differs between two printings of the same name. */
export function tidy(printed: string): string {
  return printed.normalize('NFKC').replace(/[\s"“”'‘’]/gu, '')
}

// Short forms that Chinese governments use at every level and place. Only whole stems before the ending are replaced,
// so a name that merely contains one of them is left alone.
const STEMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    发改: '发展改革',
    人社: '人力资源社会保障',
    住建: '住房城乡建设',
    工信: '工业信息化',
    经信: '经济信息化',
    科学技术: '科技',
    文旅: '文化旅游',
    卫健: '卫生健康',
    卫生计划生育: '卫生计生',
    市监: '市场监管',
    环保: '环境保护',
    国土: '国土资源',
    安监: '安全监管',
    安全生产监管: '安全监管',
    质量技术监督: '质监',
    食药监: '食品药品监管',
    工商行政管理: '工商',
    国有资产监管: '国资',
    金融工作: '金融',
    台湾事务: '台',
    港澳事务: '港澳',
    外事侨务: '外侨',
    外事: '外',
    侨务: '侨',
    机构编制委: '编',
    扶贫开发领导小组: '扶贫',
    扶贫开发: '扶贫',
    测绘地理信息: '测绘地信',
  }),
)
const STEM_ENDING = /^(.+?)(总局|厅|局|委|部|办)$/u

/** The body's name in one spelling: 发展和改革委员会 and 发展改革委 are the same key. 和 goes, 与 stays (it is a different name). */
export function keyOf(body: string): string {
  let key = body
    .replace(/[()（）]/gu, '')
    .replaceAll('委员会', '委')
    .replaceAll('办公室', '办')
    .replaceAll('监督管理', '监管')
    .replaceAll('人民政府', '政府')
    .replace(/(?<=\p{Script=Han})和(?=\p{Script=Han})/gu, '')
    .replace(/^委(?!员)(?=.)/u, '党委') // 省委宣传部, once its 省 is gone
    .replace(/^委$/u, '党委')
  const parts = STEM_ENDING.exec(key)
  const stem = parts?.[1] && STEMS.get(parts[1])
  if (stem) key = `${stem}${parts?.[2]}`
  return key
}

// 市场监管局, 市政管理局, 区域…, 县域… and 省际… begin with the character and not with the rank.
const RELATIVE: readonly { pattern: RegExp; level: 'province' | 'city' | 'county' }[] = [
  { pattern: /^[我本全]?自治区/u, level: 'province' },
  { pattern: /^[我本全]?省(?![际级直属外内会])/u, level: 'province' },
  { pattern: /^[我本全]?市(?!场|政(?!府|协)|容|民(?!政))/u, level: 'city' },
  { pattern: /^[我本全]?县(?![域级])/u, level: 'county' },
  { pattern: /^[我本全]?区(?![域块划级间直])/u, level: 'county' },
]

/**
 * Reads a printed name in its paper: `自治区国土资源厅` in a paper of Guangxi speaks of 450000, `南宁市政府` of 450100
 * everywhere, `国家发展改革委` of the nation. Only names are compared, spelled alike: never by similarity.
 * `paper` is the jurisdiction that issued the paper, or null where that is not known. `near` are the jurisdictions that
 * belong to its cluster; a district of elsewhere is not meant by its bare name, but in a national paper.
 */
export function readName(
  printed: string,
  paper: string | null,
  index: JurisdictionIndex,
  near: Near = NOWHERE,
): ReadName {
  let text = tidy(printed)
  if (text === '' || text.length > LONGEST_NAME || CLASS.test(text)) return { kind: 'class' }
  text = text.replace(/^中国共产党|^中共(?!中央)/u, '').replace(/^中华人民共和国(?=.)/u, '')
  // 团省委, 共青团广东省委
  const league = /^(?:共青团|团)(?=.*委(?:员会)?$)(.+)$/u.exec(text)
  if (league?.[1]) text = `${league[1].replace(/委(?:员会)?$/u, '')}共青团委`

  const absolute = readPlace(text, paper, index, near)
  if (absolute) {
    const body = text.slice(absolute.length) || '政府'
    return placedBody(absolute.jurisdiction.code, body, false)
  }
  for (const { pattern, level } of RELATIVE) {
    const match = pattern.exec(text)
    if (!match) continue
    const rank = match[0].replace(/^[我本全]/u, '')
    const own = paper === null ? undefined : ownPlace(paper, rank, index)
    const body = text.slice(match[0].length) || '政府'
    return own ? placedBody(own.code, body, true) : { kind: 'needs_context', missing: level }
  }
  const national: NameKey = { scope: NATION, key: keyOf(text) }
  const keys: BodyName['keys'] =
    paper === null || paper === NATION ? [national] : [{ scope: paper, key: national.key }, national]
  return { kind: 'body', keys, jurisdiction: paper, relative: false, body: text }
}

/**
 * What a search text may mean besides its letters: 自治区发改委 is any 发展改革委 of an autonomous region, 广西发改委 that of
 * 450000, 发改委 any. `scope` is a pattern for LIKE; an empty key means nothing more than the letters.
 */
export function searchKeyOf(text: string, index: JurisdictionIndex): { scope: string; key: string } {
  const read = readName(text, null, index, 'everywhere')
  if (read.kind === 'body') return { scope: read.jurisdiction ?? '%', key: read.keys[0].key }
  const rank = RELATIVE.find(({ pattern }) => pattern.test(text))
  if (!rank) return { scope: '%', key: '' }
  const scope = { province: '__0000', city: '____00', county: '%' }[rank.level]
  return { scope, key: keyOf(text.replace(rank.pattern, '')) }
}

function placedBody(scope: string, body: string, relative: boolean): ReadName {
  return { kind: 'body', keys: [{ scope, key: keyOf(body) }], jurisdiction: scope, relative, body }
}

/** The place whose name starts the text, with the places below it that follow: 广西壮族自治区南宁市青秀区…. */
function readPlace(
  text: string,
  paper: string | null,
  index: JurisdictionIndex,
  around: Near,
): { jurisdiction: Jurisdiction; length: number } | undefined {
  const paperProvince = paper === null ? undefined : index.provinceOf(paper)
  for (const { name, found } of index.startingWith(text)) {
    const rest = text.slice(name.length)
    const near = pickPlace(found, rest, paper, paperProvince?.code, around)
    if (!near) continue
    const below = readBelow(rest, near, index)
    return below
      ? { jurisdiction: below.jurisdiction, length: name.length + below.length }
      : { jurisdiction: near, length: name.length }
  }
  return undefined
}

function readBelow(
  text: string,
  above: Jurisdiction,
  index: JurisdictionIndex,
): { jurisdiction: Jurisdiction; length: number } | undefined {
  for (const { name, found } of index.startingWith(text)) {
    const child = found.find((one) => one.name === name && one.code !== above.code && liesIn(one, above, index))
    if (!child) continue
    const below = readBelow(text.slice(name.length), child, index)
    return { jurisdiction: below?.jurisdiction ?? child, length: name.length + (below?.length ?? 0) }
  }
  return undefined
}

function liesIn(one: Jurisdiction, above: Jurisdiction, index: JurisdictionIndex): boolean {
  for (let up = one.parent; up !== null; up = index.byCode(up)?.parent ?? null) if (up === above.code) return true
  return false
}

/**
 * Provinces and cities are unique by name; of counties that share one, that of the paper's own city, province or
 * cluster. 东城区 in a paper of Guangxi is a district of its own making and not the one of Beijing.
 */
function pickPlace(
  found: readonly Jurisdiction[],
  rest: string,
  paper: string | null,
  paperProvince: string | undefined,
  near: Near,
): Jurisdiction | undefined {
  const high = found.find((one) => one.level === 'province') ?? found.find((one) => one.level === 'city')
  if (high) return high
  const inCity = found.filter((one) => paper !== null && (one.parent === paper || one.code === paper))
  if (inCity.length === 1) return inCity[0]
  const inProvince = found.filter((one) => paperProvince?.slice(0, 2) === one.code.slice(0, 2))
  if (inProvince.length === 1) return inProvince[0]
  if (inProvince.length > 1) return undefined
  const inCluster = found.filter(
    ({ code, parent }) => near !== 'everywhere' && (near.has(code) || near.has(parent ?? '')),
  )
  if (inCluster.length > 1) return undefined
  const only = inCluster[0] ?? (found.length === 1 ? found[0] : undefined)
  // 海南区 is a county of Inner Mongolia, and also the start of 海南区域…: far counties only as governments.
  if (!only || !/^(?:人民政府|政府|党?委|$)/u.test(rest)) return undefined
  const mayBeFar = near === 'everywhere' || paper === NATION || inCluster.length > 0
  return mayBeFar || !only.name.endsWith('区') ? only : undefined
}

/** Which place 省, 市, 县 or 区 is in this paper; undefined where the rank does not fit (省 in a paper of Guangxi). */
function ownPlace(paper: string, rank: string, index: JurisdictionIndex): Jurisdiction | undefined {
  const own = index.byCode(paper)
  if (!own || own.level === 'nation') return undefined
  const province = index.provinceOf(paper)
  const city = own.level === 'city' ? own : own.level === 'county' ? index.byCode(own.parent ?? '') : undefined
  const candidates = [own, city, province].filter((one) => one !== undefined)
  if (rank === '自治区') return province?.name.endsWith('自治区') ? province : undefined
  if (rank === '区') {
    return candidates.find((one) => one.name.endsWith('区') && (one.level === 'county' || one === own))
  }
  return candidates.find((one) => one.name.endsWith(rank))
}
