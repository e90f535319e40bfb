import type { ParsingInput } from '../input.ts'
import type { MechanismEntry } from '../types.ts'
import type { ClauseVisitor } from './clauses.ts'

const HEADS = ['机制', '联席会议制度', '联席会议', '制度', '领导小组', '协调小组', '工作专班', '工作组', '长制']
const HEAD_BEGINS = new Uint8Array(65536)
for (const word of HEADS) HEAD_BEGINS[word.charCodeAt(0)] = 1
/** What is done with a mechanism that the text calls for. */
const CALLS =
  /(?:研究|探索|推动|推进|加快|逐步|积极|鼓励|大力)*(?:建立健全|建立完善|建立和完善|建立并完善|建立|健全|完善|构建|创新|成立|组建|设立|形成|推行|实行|落实|深化|用好|发挥|强化)(?:并完善|和完善|起|统一的)?/y
/** The characters that CALLS can begin with: nowhere else is it tried. */
const CALL_BEGINS = new Uint8Array(65536)
for (const sign of '研探推加逐积鼓大建健完构创成组设形实落深用发强') CALL_BEGINS[sign.charCodeAt(0)] = 1
/** Words that make the head part of another noun: 机制建设, 制度改革, 制度型开放. */
const GOES_ON = /^(?:[创改建保优性型化体框安设]|的(?!,))/

/** Arrangements that the text calls for: 建立…协调机制, 完善…联席会议制度, 探索建立…河长制; each item of a list apart. */
export function mechanismFinder(input: ParsingInput): { visit: ClauseVisitor; entries: () => MechanismEntry[] } {
  const { view } = input
  const text = view.plain
  const found: MechanismEntry[] = []
  const visit: ClauseVisitor = (start, end) => {
    const clause = text.slice(start, end)
    const heads = headsIn(clause)
    if (heads.length === 0) return
    const verbs = callsIn(clause, heads.at(-1)?.at ?? 0)
    if (verbs.length === 0) return
    let from = -1
    for (const { at, end: headEnd } of heads) {
      const verb = verbs.findLast((candidate) => candidate.end <= at && candidate.end > from)
      const begin = verb ? verb.end : from < 0 ? -1 : skipJoint(clause, from)
      if (begin < 0 || headEnd - begin < 4 || headEnd - begin > 44) continue
      from = headEnd
      const name = clause.slice(begin, headEnd).replace(/^(?:统一|一批|相应)的/, '')
      if (GENERIC.test(name)) continue
      const span = view.span(start + begin, start + headEnd)
      const quoted = view.span(start + (verb ? verb.at : begin), start + headEnd)
      found.push({
        name: tidy(view.text.slice(start + headEnd - name.length, start + headEnd)),
        quote: input.quote(quoted),
        span,
        provision: input.provisionAt(start),
      })
    }
  }
  return { visit, entries: () => found }
}

/** Where something is called for, before `limit`. */
function callsIn(clause: string, limit: number): { at: number; end: number }[] {
  const calls: { at: number; end: number }[] = []
  for (let i = 0; i < limit; i++) {
    if (CALL_BEGINS[clause.charCodeAt(i)] === 0) continue
    CALLS.lastIndex = i
    if (!CALLS.test(clause)) continue
    calls.push({ at: i, end: CALLS.lastIndex })
    i = CALLS.lastIndex - 1
  }
  return calls
}

/** Where a word that names an arrangement ends a noun. */
function headsIn(clause: string): { at: number; end: number }[] {
  const heads: { at: number; end: number }[] = []
  for (let i = 0; i < clause.length; i++) {
    if (HEAD_BEGINS[clause.charCodeAt(i)] === 0) continue
    const end = headEnd(clause, i)
    if (end < 0) continue
    if (!GOES_ON.test(clause.slice(end, end + 2))) heads.push({ at: i, end })
    i = end - 1
  }
  return heads
}

function headEnd(clause: string, at: number): number {
  for (const word of HEADS) if (clause.startsWith(word, at)) return at + word.length
  return -1
}

/** Past 、和及与以及 between two items of a list; -1 where something else stands there. */
function skipJoint(clause: string, from: number): number {
  const joint = /^(?:、|和|及|与|以及|”、|”和)/.exec(clause.slice(from, from + 3))
  return joint ? from + joint[0].length : -1
}

/** A name that the end of the quotation cut: 跨省区“河长制 */
const tidy = (name: string) => (name.includes('“') && !name.includes('”') ? name.replace('“', '') : name)

/** Names that say only that there is to be one. */
const GENERIC = /^(?:相关|有关|工作|长效|合作|协调|协同|联动|保障|激励|体制)*(?:机制|制度|领导小组)$/
