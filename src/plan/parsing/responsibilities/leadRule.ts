/** What a document itself states about who leads where its lists name no lead. */
export interface LeadRule {
  /** `first`: the first-ranked unit leads; `marked`: units that carry a mark (★, *) lead. */
  by: 'first' | 'marked'
  /** Only units of this level count: 自治区 in 排名第一的区直单位; null for all. */
  level: 'centre' | 'province' | 'city' | 'county' | null
  start: number
  end: number
}

const FIRST =
  /(?:排名|排序|排列|排在|列在|列于|位列|位居|列为|列|居|为|以|由|的|中|是)?(?:第一位?|首位|首个|首家|第1位?|最前面?|前列|之首)(?!季|批|时间|产业|线|轮|期|阶段|责任人|书记|部分|章|节|条|要务|位置的)/
const MARK = /(?:标|带|加|注|打|画)(?:注|有|上|了)?[“"‘'「(]?(?:[*★☆▲△#＊]|星号|下划线)[”"’'」)]?/
const LEVELS: readonly [RegExp, LeadRule['level']][] = [
  [/区直|自治区级|自治区直|省直|省级|自治区本级|省有关|自治区有关|自治区(?=部门|单位)|省(?=部门|单位)/, 'province'],
  [/市直|市级|市有关|市(?=部门|单位)/, 'city'],
  [/县直|县级|区级|县区级/, 'county'],
  [/中央|国家部委|国务院/, 'centre'],
]

/**
 * Reads the rule from the text, in any of its wordings: 责任单位中排名第一的为牵头单位 · 列首位的部门为牵头部门 · 第一责任单位
 * 牵头 · 牵头单位排在首位 · 标★的为牵头单位. Null when the document states none. The first statement counts.
 */
export function findLeadRule(plain: string): LeadRule | null {
  let tries = 0
  for (let at = plain.indexOf('牵头'); at >= 0 && tries < 5000; at = plain.indexOf('牵头', at + 2), tries++) {
    // Only 牵头单位, 牵头部门, 牵头 at the end of a statement: the rule says what such a unit is.
    const after = plain.slice(at + 2, at + 34)
    const before = sentenceBefore(plain, at)
    const noun = /^(?:责任)?(?:单位|部门|地区|者|负责)|^$|^[,。;)]/.test(after)
    if (!noun) continue
    if (MARK.test(before) && /[的为]/.test(before))
      return { by: 'marked', level: null, start: at - before.length, end: at + 4 }
    const first = FIRST.exec(before)
    if (
      first &&
      /(?:为|是|即|系|作为|由|任|负责|担任|(?:部门|单位))[^,。;]{0,8}$/.test(
        before.slice(first.index + first[0].length) || '为',
      ) &&
      /单位|部门|位的|名的|一的|家|责任|位为|者/.test(before + after.slice(0, 4))
    ) {
      const qualifier = before.slice(first.index)
      return { by: 'first', level: levelIn(qualifier), start: at - before.length, end: at + 4 }
    }
    const ahead = after.slice(2).split(/[。;]/)[0] ?? ''
    const turned = /^(?:为|是|列|排|均|即|放|居|在|以|位)/.test(ahead) ? FIRST.exec(ahead) : null
    if (turned) return { by: 'first', level: levelIn(ahead), start: at, end: at + 4 + ahead.length }
  }
  return null
}

function sentenceBefore(plain: string, at: number): string {
  let from = at
  while (from > 0 && at - from < 40 && !'。;\n('.includes(plain.charAt(from - 1))) from--
  return plain.slice(from, at)
}

function levelIn(words: string): LeadRule['level'] {
  for (const [pattern, level] of LEVELS) if (pattern.test(words)) return level
  return null
}

/** Level of the body that a spelled-out name names; null where the name does not say. */
export function levelOfName(name: string): LeadRule['level'] {
  if (/^(?:国家|国务院|中央|全国|中共中央)/.test(name)) return 'centre'
  if (/^(?:省|自治区|团省委|团自治区委)/.test(name) || /厅$/.test(name) || /^[^市县]{2,8}(?:省|自治区)/.test(name))
    return 'province'
  if (/^(?:市|团市委)/.test(name) || /^[^县区]{2,8}市/.test(name)) return 'city'
  if (/^(?:区|县|团区委|团县委)/.test(name) || /^.{1,10}[区县]/.test(name)) return 'county'
  return null
}
