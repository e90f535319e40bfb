import { classesOf, type Kind } from '../kinds.ts'
import type { FieldFacts, Mapping } from './types.ts'

/** What Chinese plan data sets, and others, call their fields (标识码 BSM, 名称 MC, 要素代码 YSDM …). */
const KEY = /^(bsm|标识码|标识|编号|编码|代码|xh|序号|objectid(_\d+)?|id|fid|gid|key|code|uuid|.*_id|zldwdm|xmbh)$/i
const NAME = /^(mc|名称|name|.*名称|.*mc|title|标题|xmmc|项目名称)$/i
const CLASS = /^(class|类别|类型|分类|级别|dj|等级|lx|.*lx|gnq.*|功能区.*|type|kind|.*类型|.*级别)$/i
const FROM = /^(valid_?from|起始日期|生效日期|生效时间|批复日期|批准日期|pfrq|sxrq|start.*|begin.*)$/i
const TO = /^(valid_?to|终止日期|失效日期|截止日期|end.*|zzrq)$/i

/** Words by which the classes of kinds are written; longest first, so that 准保护区 is no 保护区. */
const CLASS_WORDS: readonly [RegExp, string][] = [
  [/准保护|准/, 'quasi'],
  [/一级|^1级?$|^Ⅰ/, 'grade_one'],
  [/二级|^2级?$|^Ⅱ/, 'grade_two'],
  [/核心/, 'core'],
  [/一般|实验|缓冲|general/i, 'general'],
  [/自然岸|natural/i, 'natural'],
  [/修复|restored/i, 'restored'],
  [/人工|artificial/i, 'artificial'],
  [/集中建设/, 'concentrated'],
  [/弹性/, 'flexible'],
  [/特别用途/, 'special_purpose'],
  [/农渔|渔业|农业/, 'fishery'],
  [/港口|航运/, 'port'],
  [/工业|城镇用海/, 'industry_town'],
  [/矿产|能源/, 'mineral_energy'],
  [/旅游|休闲/, 'tourism'],
  [/海洋保护|保护/, 'marine_protection'],
  [/特殊利用/, 'special_use'],
  [/保留/, 'reserved'],
  [/公路|道路/, 'road'],
  [/铁路/, 'railway'],
  [/机场/, 'airport'],
  [/能源|电/, 'energy'],
  [/水/, 'water'],
  [/管/, 'pipeline'],
]

/** What the fields of a file most likely stand for; what a person chose stands. */
export function proposeMapping(
  fields: readonly FieldFacts[],
  chosen: Partial<Mapping> | undefined,
  kind: Kind | undefined,
): Mapping {
  const names = new Set(fields.map(({ name }) => name))
  const pick = (pattern: RegExp, fits: (field: FieldFacts) => boolean = () => true) =>
    fields.find((field) => pattern.test(field.name) && fits(field))?.name ?? null
  const take = (said: string | null | undefined, proposed: () => string | null) =>
    said === undefined ? proposed() : said !== null && names.has(said) ? said : null
  const validFrom = take(chosen?.validFrom, () => pick(FROM))
  // Where days are given, a thing may stand once for each of its states.
  const key = take(chosen?.key, () => pick(KEY, ({ isUnique }) => isUnique) ?? (validFrom === null ? null : pick(KEY)))
  const classField = take(chosen?.class, () =>
    kind && classesOf(kind).length > 0 ? pick(CLASS, ({ values }) => values !== null) : null,
  )
  const values = fields.find(({ name }) => name === classField)?.values ?? []
  const proposed = Object.fromEntries(
    values.flatMap((value) => {
      const found = classOf(value, kind)
      return found ? [[value, found] as const] : []
    }),
  )
  return {
    key,
    name: take(chosen?.name, () => pick(NAME)),
    class: classField,
    classes: { ...proposed, ...chosen?.classes },
    validFrom,
    validTo: take(chosen?.validTo, () => pick(TO)),
  }
}

/** The class of a kind that a word of the file stands for. */
export function classOf(word: string, kind: Kind | undefined): string | null {
  if (!kind) return null
  const possible = classesOf(kind)
  if (possible.includes(word)) return word
  return CLASS_WORDS.find(([pattern, code]) => possible.includes(code) && pattern.test(word))?.[1] ?? null
}

/** Columns of a table that most likely hold longitude and latitude (or easting and northing). */
export function proposeCoordinates(fields: readonly string[]): { lng: string; lat: string } | null {
  const find = (pattern: RegExp) => fields.find((name) => pattern.test(name.trim()))
  const lng =
    find(/^(东经|经度|lng|lon|long|longitude|.*经度)(\(.*\)|（.*）)?$/i) ?? find(/^(x|x坐标|横坐标|东坐标|easting)$/i)
  const lat = find(/^(北纬|纬度|lat|latitude|.*纬度)(\(.*\)|（.*）)?$/i) ?? find(/^(y|y坐标|纵坐标|北坐标|northing)$/i)
  return lng && lat ? { lng, lat } : null
}

/** The column of a table that holds geometries as well-known text. */
export const wktField = (fields: readonly string[]) =>
  fields.find((name) => /^(wkt|geom|geometry|the_geom|图形|几何)$/i.test(name.trim()))

/** Degrees or metres as tables write them: 109.5, 109°30′00″, 109度30分0秒. Null: it is none. */
export function readCoordinate(text: string): number | null {
  const plain = text
    .trim()
    .replaceAll('，', '')
    .replace(/^[东北EN]\s*|\s*[EN]$/gi, '')
  if (/^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(plain)) return Number.isFinite(Number(plain)) ? Number(plain) : null
  const parts =
    /^(\d{1,3})\s*[°度]\s*(?:(\d{1,2}(?:\.\d+)?)\s*[′'’分]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:[″"”秒]|'')\s*)?$/.exec(
      plain,
    )
  if (!parts) return null
  const [, degrees = '0', minutes = '0', seconds = '0'] = parts
  if (Number(minutes) >= 60 || Number(seconds) >= 60) return null
  return Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600
}

/** A day as files write it: 2020-01-31, 2020/1/31, 20200131, 2020年1月31日, 2020年1月. Null: it is none; a year alone is too little. */
export function readDay(text: string): string | null {
  const plain = text.trim()
  const parts =
    /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?(?:[T ].*)?$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  if (!parts) return null
  const [, year = '', month = '1', day = '1'] = parts
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${iso}T00:00:00Z`)
  const isDay = !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === iso && /^(1[89]|2[01])/.test(iso)
  return isDay ? iso : null
}
