import { jurisdictionIndex, jurisdictionOfPaper } from '../gazetteer/index.ts'
import { tellsOfSituation } from '../plan/parsing/index.ts'
import type { OutlineNode, ParsedDocument, ResponsibilityEntry, Span } from '../plan/parsing/types.ts'
import { addresseesOf } from './addressees.ts'
import { plain, plainText } from './plainText.ts'
import type { Named, PlainText, Provision, ProvisionedDocument } from './types.ts'

/** Own text of a heading is a provision from this many characters on: less is a heading alone. */
const LEAST_TEXT = 12
/** A part of a provision that defines a term of its own has at least so many characters. */
const LEAST_PART = 20

/** Cuts a parsed document into provisions, in text order. Pure; linear in the length of the text. */
export function provisionsOf(parsed: ParsedDocument): ProvisionedDocument {
  const nodes = new Map(parsed.outline.map((node) => [node.id, node]))
  const named = namedIn(parsed)
  const works = inTextOrder(parsed.projects)
  const targets = inTextOrder(parsed.targets)
  const assigned = inTextOrder(parsed.responsibilities)
  const provisions: Provision[] = []
  for (const cut of cutsOf(parsed)) {
    const { node, span, body } = cut
    const answering = within(assigned, span)
    const without = answering
      .map((entry) => entry.span)
      .filter(([start, end]) => start >= body[0] && end <= body[1] && isAside(parsed.text, start))
    const own = plainText(parsed.text, body, parsed.repairs, without)
    if (own.text.length < LEAST_TEXT) continue
    const path = pathOf(node, nodes)
    provisions.push({
      address: cut.address,
      span,
      title: cut.title,
      path,
      body: own,
      heading: headingOf(parsed, cut),
      box: node?.marker.startsWith('专栏') ?? false,
      named: within(named, span),
      works: within(works, span).map(({ name, stage, span }) => ({ name: plain(name), stage, span })),
      targets: within(targets, span).map(({ subject, comparator, value, unit, year, span }) => ({
        ...{ subject: plain(subject), comparator, value, unit, year, span },
      })),
      leads: leadsOf(answering),
      situation: [...path, node?.title ?? ''].some(tellsOfSituation),
    })
  }
  const { title, issuer, date } = parsed.document
  return {
    title,
    jurisdiction: jurisdictionOfPaper(issuer, title, jurisdictionIndex()),
    year: date ? Number(date.slice(0, 4)) : null,
    addressees: addresseesOf(parsed.places),
    text: parsed.text,
    provisions,
  }
}

/** The words of the title, without its marker. */
function headingOf({ text, repairs }: ParsedDocument, { title, span }: Cut): PlainText {
  const start = Math.max(span[0], text.indexOf(title, span[0]))
  return plainText(text, title === '' ? [span[0], span[0]] : [start, Math.min(start + title.length, span[1])], repairs)
}

interface Cut {
  address: string
  node: OutlineNode | undefined
  title: string
  span: Span
  /** Own text without the heading. */
  body: Span
}

/** The own text of each heading: up to the next heading, cut again where a part defines a term of its own. */
function* cutsOf({ text, outline }: ParsedDocument): Iterable<Cut> {
  // What stands before the first heading is letterhead and contents; without any heading it is the whole text.
  if (outline.length === 0)
    yield { address: '', node: undefined, title: '', span: [0, text.length], body: [0, text.length] }
  for (const [index, node] of outline.entries()) {
    const next = outline[index + 1]
    const end = Math.max(node.span[1], next ? Math.min(next.span[0], node.extent[1]) : node.extent[1])
    let start = node.span[0]
    let from = node.span[1]
    let part = 1
    for (const border of [...bordersIn(text, [node.span[1], end]), end]) {
      if (border - from < LEAST_PART && border !== end) continue
      yield {
        address: part === 1 ? node.id : `${node.id}§${part}`,
        node,
        title: part === 1 ? node.title : titleOfPart(text.slice(from, from + 40)),
        span: [start, border],
        body: [from, border],
      }
      part++
      start = border
      from = border
    }
  }
}

const TERM = /^[“"]([^”"]{2,16})[”"][,，]指/
const DEFINITION = /(?<=[。；\n]\s*)[“"][^”"\n]{2,16}[”"][,，]指/g
/** What a row of a box may be about; words of action (建设, 合作) end sentences of every kind. */
const KINDS = '枢纽 铁路 公路 水运 航空 航道 港口 机场 工程 基地 园区 产业 集群 平台 中心 水库 灌区 能源 交通'
const LABEL = new RegExp(`\\p{Script=Han}{2}(${KINDS.replaceAll(' ', '|')})。(?=\\p{Script=Han})`, 'gu')
const LEAST_ALIKE = 3

/**
 * Where the own text of a heading is cut again: at sentences that say what a term stands for (“双轴”，指…), and at
 * labels of rows that end alike (综合枢纽。…铁路枢纽。…), from which extraction took the breaks.
 */
function bordersIn(text: string, [start, end]: Span): number[] {
  const body = text.slice(start, end)
  const borders = body.includes('指') ? [...body.matchAll(DEFINITION)].map((match) => match.index) : []
  for (const alike of Map.groupBy(body.matchAll(LABEL), ([, kind]) => kind).values()) {
    if (alike.length >= LEAST_ALIKE) borders.push(...alike.map(({ index }) => index))
  }
  return borders.map((border) => start + border).sort((a, b) => a - b)
}

function titleOfPart(text: string): string {
  return TERM.exec(text)?.[1] ?? text.slice(0, Math.max(0, text.indexOf('。')))
}

function pathOf(node: OutlineNode | undefined, nodes: ReadonlyMap<string, OutlineNode>): string[] {
  const path: string[] = []
  for (let up = node?.parent ?? null; up !== null && path.length < 16; ) {
    const above = nodes.get(up)
    if (!above) break
    path.unshift(above.title)
    up = above.parent
  }
  return path
}

/** Whether an assignment is an aside (（责任单位：…）) and no part of a sentence. */
function isAside(text: string, start: number): boolean {
  if ('（([【'.includes(text.charAt(start))) return true
  for (let at = start - 1; at >= Math.max(0, start - 12); at--) {
    const unit = text.charAt(at)
    if ('（([【'.includes(unit)) return true
    if ('。；，,;\n'.includes(unit)) return false
  }
  return false
}

function leadsOf(entries: readonly ResponsibilityEntry[]): Named[] {
  return entries
    .flatMap(({ units }) => units)
    .filter(({ role }) => role !== 'participant')
    .map(({ name, span }) => ({ kind: 'body', name: plain(name), span }))
}

const inTextOrder = <T extends { span: Span }>(entries: readonly T[]): T[] =>
  entries.toSorted((a, b) => a.span[0] - b.span[0])

/** The entries that begin in a span; they are in text order. */
function within<T extends { span: Span }>(entries: readonly T[], [start, end]: Span): T[] {
  const first = firstFrom(entries, start)
  return entries.slice(first, firstFrom(entries, end))
}

/** Index of the first entry that begins at a place or behind it. */
function firstFrom(entries: readonly { span: Span }[], place: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.span[0] ?? 0) >= place) high = middle
    else low = middle + 1
  }
  return low
}

/** All that the document names, in text order. */
function namedIn(parsed: ParsedDocument): Named[] {
  const of = (kind: Named['kind'], entries: readonly { name: string; span: Span }[]): Named[] =>
    entries.map(({ name, span }) => ({ kind, name: plain(name), span }))
  return [
    ...of('work', parsed.projects),
    ...of('place', parsed.places),
    ...of('mechanism', parsed.mechanisms),
    ...of('zone', parsed.zones),
    ...of(
      'target',
      parsed.targets.map(({ subject, span }) => ({ name: subject, span })),
    ),
    ...of(
      'body',
      parsed.responsibilities.flatMap(({ units }) => units),
    ),
  ].sort((a, b) => a.span[0] - b.span[0])
}
