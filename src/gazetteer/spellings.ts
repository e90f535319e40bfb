import { sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import { jurisdictionIndex } from './jurisdictions.ts'
import { searchKeyOf, tidy } from './names.ts'

/**
 * How the stems of bodies' names are written, in everyday speech, in plans and in full. The same at every level and in
 * every place: a lexicon of words, not of units.
 */
const STEMS: readonly (readonly string[])[] = [
  ['发改', '发展改革', '发展和改革'],
  ['工信', '工业信息化', '工业和信息化'],
  ['经信', '经济信息化', '经济和信息化'],
  ['人社', '人力资源社会保障', '人力资源和社会保障'],
  ['住建', '住房城乡建设', '住房和城乡建设'],
  ['文旅', '文化旅游', '文化和旅游'],
  ['卫健', '卫生健康'],
  ['卫计', '卫生计生', '卫生和计划生育'],
  ['市监', '市场监管', '市场监督管理'],
  ['国资', '国有资产监管', '国有资产监督管理'],
  ['应急', '应急管理'],
  ['安监', '安全监管', '安全生产监督管理'],
  ['环保', '环境保护'],
  ['国土', '国土资源'],
  ['交通', '交通运输'],
  ['科技', '科学技术'],
  ['民宗', '民族宗教事务'],
  ['食药监', '食品药品监管', '食品药品监督管理'],
  ['药监', '药品监管', '药品监督管理'],
  ['质监', '质量技术监督'],
  ['工商', '工商行政管理'],
  ['新闻出版广电', '新闻出版广播电影电视'],
  ['广电', '广播电视'],
  ['测绘地信', '测绘地理信息'],
  ['金融', '金融工作'],
  ['扶贫', '扶贫开发', '扶贫开发领导小组'],
  ['退役军人', '退役军人事务'],
  ['医保', '医疗保障'],
  ['海渔', '海洋渔业', '海洋和渔业'],
]

const ENDINGS: readonly (readonly string[])[] = [['委员会', '委'], ['办公室', '办'], ['厅'], ['总局'], ['局'], ['部']]

/** Names whose short form has an ending of its own, or none. */
const WHOLE: readonly (readonly string[])[] = [
  ['外办', '外事办公室', '外事办'],
  ['编办', '机构编制委员会办公室', '编委办'],
  ['银保监局', '银行保险监督管理局'],
  ['民宗委', '民族宗教事务委员会'],
  ['民委', '民族事务委员会'],
  ['国安办', '国家安全委员会办公室'],
]

const LONGEST = 40

/** The same name with its stem and its ending as others write them: 市住建局 → 市住房城乡建设局, 市住房和城乡建设局. */
export function spellingsOf(name: string): string[] {
  if (name.length > LONGEST) return []
  const found = new Set<string>()
  for (const forms of WHOLE) {
    const form = longest(forms, name)
    if (form) for (const other of forms) found.add(`${name.slice(0, -form.length)}${other}`)
  }
  for (const endings of ENDINGS) {
    const ending = longest(endings, name)
    if (!ending) continue
    const trunk = name.slice(0, -ending.length)
    for (const forms of STEMS) {
      const form = longest(forms, trunk)
      if (!form) continue
      const place = trunk.slice(0, -form.length)
      for (const other of forms) for (const end of endings) found.add(`${place}${other}${end}`)
    }
    break
  }
  found.delete(name)
  return [...found]
}

const longest = (forms: readonly string[], text: string) =>
  forms.filter((form) => text.endsWith(form)).sort((a, b) => b.length - a.length)[0]

/** Spellings of one name that are looked for at most. */
const MOST = 6

/**
 * What else each of these words may stand as in a text: a body by its other spellings, and by the other names that the
 * gazetteer has of it (广西发改委 → 自治区发展改革委). A spelling that holds another one adds nothing and is left out.
 */
export async function findSpellings(trx: Trx, words: readonly string[]): Promise<Map<string, string[]>> {
  const index = jurisdictionIndex()
  const asked = words.filter((word) => word.length <= LONGEST && BODY.test(word))
  const keys = asked.map((word) => searchKeyOf(tidy(word), index))
  const placed = keys.flatMap(({ scope, key }) => (key !== '' && /^\d{6}$/.test(scope) ? [{ scope, key }] : []))
  const named = placed.length === 0 ? [] : await namesUnder(trx, placed)
  return new Map(
    asked.map((word, position) => {
      const { scope, key } = keys[position] ?? { scope: '', key: '' }
      const names = named.filter((one) => one.asked_scope === scope && one.key === key).map(({ name }) => name)
      return [word, leastOf(word, [...spellingsOf(word), ...names])]
    }),
  )
}

const BODY = /(?:委|委员会|办|办公室|厅|局|部)$/u

async function namesUnder(trx: Trx, placed: readonly { scope: string; key: string }[]) {
  const { rows } = await sql<{ asked_scope: string; key: string; name: string }>`
    select distinct asked.scope as asked_scope, n.name_key as key, n.name
    from organization_name n
      join json_to_recordset(${JSON.stringify(placed)}::json) asked (scope text, key text)
        on n.name_key = asked.key and n.scope_code = asked.scope
    order by n.name limit 50`.execute(trx)
  return rows
}

/** Without the word itself, without what holds it or another of them; the shortest first. */
function leastOf(word: string, spellings: readonly string[]): string[] {
  const least: string[] = []
  for (const one of [...new Set(spellings)].sort((a, b) => a.length - b.length)) {
    if (![word, ...least].some((shorter) => one.includes(shorter))) least.push(one)
  }
  return least.slice(0, MOST)
}
