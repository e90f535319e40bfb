import type { ParsingInput } from '../input.ts'
import type { OutlineNode, ProjectEntry } from '../types.ts'
import type { ClauseVisitor } from './clauses.ts'
import { endsWork, hasWork } from './marks.ts'
import { namesPlace } from './places.ts'

/** What a plan does with a work; longer words first. */
const VERBS =
  '加快推进 加快建设 规划建设 规划研究 研究建设 研究谋划 改扩建 推进 建设 新建 实施 扩建 开工 建成 续建 启动 筹建 打造 推动 谋划 改造 布局 贯通 整治 强化 加强 支持 提升 构建 组建 建立 设立 开展 完善'.split(
    ' ',
  )
const VERB_BEGINS = new Uint8Array(65536)
const VERBS_BY_FIRST: string[][] = []
for (const verb of VERBS) {
  const first = verb.charCodeAt(0)
  if (VERB_BEGINS[first] === 0) VERB_BEGINS[first] = VERBS_BY_FIRST.push([])
  VERBS_BY_FIRST[(VERB_BEGINS[first] as number) - 1]?.push(verb)
}
/** How it does so; these belong to the stage, and may stand before it at the start of an item. */
const MANNERS = /(?:重点|着力|探索|加快|积极|继续|扎实|稳妥|安全|有序|规划|研究|共同|合力|联合|争取|开工|尽快|全面)+$/
/** A list whose last item names the kind of all: 等高速公路, 等项目建设 */
const LIST_HEAD =
  /等(?:重点|重大|一批)?(城际铁路|高速铁路|高速公路|铁路|公路|机场|港口|码头|航道|水库|灌区|项目|工程|园区|基地)(?:的)?(?:项目|工程)?(?:建设|改造|实施)*$/
/** Names that say only what kind of work is meant. */
const GENERIC =
  /^(?:一批|若干|通用|海洋|各类|重大|重点|相关|配套|综合|现代|新型|公共|基础|高端|国家级|省级|区域性?|跨区域|城市|农村|交通|水利|信息|能源|特色|骨干|专业|大型|中小型|主要|物流|产业|数据|创新|服务|研发|培训|示范|试点|产品|技术|建设|此类|上述)*(?:铁路|高速公路|公路|机场|码头|航道|枢纽|水库|灌区|管道|管网|产业园区?|示范区|试验区|合作区|园区|基地|中心|工程|项目|通道|线路|走廊)$/
const LINK = /[\u4e00-\u9fff）)][—\-~至][\u4e00-\u9fff（(]/

/** Named works: the items of boxes, the rows of project tables, and works that lists in the text name. */
export function projectFinder(input: ParsingInput): { visit: ClauseVisitor; entries: () => ProjectEntry[] } {
  const { view, outline } = input
  const { plain: text, units } = view
  const boxed = outline.some((node) => node.marker.startsWith('专栏'))
  const byId = new Map(boxed ? outline.map((node) => [node.id, node]) : [])
  const found: ProjectEntry[] = []
  const put = (start: number, end: number, name: string, stage: string | null, box: string | null) => {
    const span = view.span(start, end)
    found.push({ name, quote: input.quote(span), span, provision: input.provisionAt(start), stage, box })
  }
  for (const table of input.tables) {
    const column = table.columns.findIndex(({ meaning }) => meaning === 'project')
    if (column < 0) continue
    for (const row of table.rows) {
      const cell = row.cells[column]
      if (!cell || row.merged || cell[1] - cell[0] < 4 || cell[1] - cell[0] > 80) continue
      put(cell[0], cell[1], view.text.slice(...cell), null, null)
    }
  }
  const visit: ClauseVisitor = (start, end) => {
    if (text.startsWith('专栏', start)) return
    const clause = text.slice(start, end)
    const head = clause.includes('等') ? (LIST_HEAD.exec(clause)?.[1] ?? null) : null
    let stage: string | null = null
    let next = start
    while (next <= end) {
      const begin = next
      const stop = pieceEnd(units, begin, end)
      next = stop + 1
      const named = hasWork(units, begin, stop) || (head !== null && LINK.test(text.slice(begin, stop)))
      const verb = named || begin === start ? lastStage(text, units, begin, stop) : null
      if (verb) stage = verb.text
      if (!named || (stage === null && !boxed)) continue
      let part = verb?.end ?? begin
      for (const single of singlesOf(text.slice(part, stop))) {
        const name = nameOf(single, head)
        const from = part + (name?.skip ?? 0)
        part += single.length
        if (name === null) continue
        const box = boxed ? boxOf(byId, input.provisionAt(from)) : null
        if ((stage === null && box === null) || !isNamed(name.text, box !== null)) continue
        const printed = view.text.slice(from, from + name.printed)
        put(from, from + name.printed, printed + name.text.slice(name.printed), stage, box)
      }
    }
  }
  const entries = () => found.sort((a, b) => a.span[0] - b.span[0])
  return { visit, entries }
}

const LISTS = 1
const OPENS = 2
const CLOSES = 3
/** What a unit is to a list of works. */
const SIGNS = new Uint8Array(65536)
SIGNS['、'.charCodeAt(0)] = LISTS
for (const sign of '(“《') SIGNS[sign.charCodeAt(0)] = OPENS
for (const sign of ')”》') SIGNS[sign.charCodeAt(0)] = CLOSES

/** Where the item of a list that begins at `start` ends: at the next 、 outside brackets. */
function pieceEnd(units: Uint16Array, start: number, end: number): number {
  let depth = 0
  for (let i = start; i < end; i++) {
    const sign = SIGNS[units[i] as number]
    if (sign === 0) continue
    if (sign === OPENS) depth++
    else if (sign === CLOSES) depth = Math.max(0, depth - 1)
    else if (depth === 0) return i
  }
  return end
}

/** Behind a verb, these make it a part of the name: 铁路扩建|和改造, 改造|工程 */
const GOES_ON = new Set('和及与用区后型的'.split(''))

/** The last verb of an item that something stands behind: 茂名…集群|打造|湛江钢铁基地; not that of 铁路扩建和改造. */
function lastStage(
  text: string,
  units: Uint16Array,
  start: number,
  stop: number,
): { text: string; end: number } | null {
  let at = -1
  let end = 0
  for (let i = start; i < stop; i++) {
    const begins = VERB_BEGINS[units[i] as number] as number
    if (begins === 0) continue
    let after = verbEnd(VERBS_BY_FIRST[begins - 1] as string[], text, i, stop)
    if (after < 0) continue
    if (after + 2 <= stop && text.startsWith('建设', after)) after += 2
    const leads = i === start || (at < 0 && i - start <= 8 && MANNERS.exec(text.slice(start, i))?.index === 0)
    if (leads || (stop - after >= 5 && !goesOn(text, after))) {
      at = i
      end = after
    }
    i = after - 1
  }
  if (at < 0) return null
  const manner = at > start ? (MANNERS.exec(text.slice(Math.max(start, at - 8), at))?.[0] ?? '') : ''
  return { text: manner + text.slice(at, end), end }
}

function verbEnd(verbs: readonly string[], text: string, at: number, limit: number): number {
  for (const verb of verbs) if (at + verb.length <= limit && text.startsWith(verb, at)) return at + verb.length
  return -1
}

const goesOn = (text: string, at: number) =>
  GOES_ON.has(text.charAt(at)) ||
  text.startsWith('工程', at) ||
  text.startsWith('项目', at) ||
  text.startsWith('以及', at)

/** A以及B, A和B: apart where both are works. */
function singlesOf(piece: string): string[] {
  if (!/[和及]/.test(piece)) return [piece]
  const parts = piece.split(/(?=以及|(?<=[路港场库道区心地园程])[和及](?=[\u4e00-\u9fff]{2}))/)
  return parts.length > 1 &&
    parts.every((part) => endsWork(part.replace(/(?:等)?(?:项目)?建设$/, '')) && part.length >= 5)
    ? parts
    : [piece]
}

const SKIPS = /[以及和与广一\d]/

/** What is to be done with the work, behind its name; 等项目 and 等工程 stay with it: 甲水库|建设, 乙水库等工程|建设 */
const PURPOSE = /(等?(?:项目|工程))?(?:建设|前期工作|前期论证|实施)$|等(?:建设|前期工作|前期论证|实施)$/
const LONGEST_PURPOSE = 7

/** The name in one item of a list, with the kind that the end of the list gives to all its items. */
function nameOf(piece: string, head: string | null): { text: string; skip: number; printed: number } | null {
  if (piece.length < 4) return null
  const skip = SKIPS.test(piece.charAt(0))
    ? (/^(?:以及|及|和|与|广西|一批|\d+[.、]\s?)*/.exec(piece)?.[0].replace(/广西$/, '').length ?? 0)
    : 0
  let body = piece.slice(skip)
  if (body.includes('等')) {
    const tail = LIST_HEAD.exec(body) ?? /等[^、]{0,12}$/.exec(body)
    if (tail) body = body.slice(0, tail.index)
  }
  if ('设作证施'.includes(body.charAt(body.length - 1))) {
    const purpose = PURPOSE.exec(body.slice(-LONGEST_PURPOSE))
    if (purpose) body = body.slice(0, -purpose[0].length) + (purpose[1] ?? '')
  }
  if (body.length < 4 || body.length > 40) return null
  if (endsWork(body)) return { text: body, skip, printed: body.length }
  if (head && head !== '项目' && head !== '工程' && LINK.test(body))
    return { text: `${body}${head}`, skip, printed: body.length }
  return null
}

const isNamed = (name: string, inBox: boolean) =>
  !GENERIC.test(name) &&
  !/的|并|以|为|向|对/.test(name.slice(0, 3)) &&
  (LINK.test(name) ||
    namesPlace(name) ||
    /^[\u4e00-\u9fff]{2,5}(?:水库|灌区|机场|大桥|水利枢纽|核电|港区|海堤|大学|航道)/.test(name) ||
    inBox)

function boxOf(byId: ReadonlyMap<string, OutlineNode>, provision: string): string | null {
  const node = byId.get(provision)
  const above = node?.parent ? byId.get(node.parent) : undefined
  const box = [node, above].find((candidate) => candidate?.marker.startsWith('专栏'))
  return box ? `${box.marker} ${box.title}`.trim() : null
}
