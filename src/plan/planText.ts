import type { DerivedCommitment } from './derived.ts'
import type { DeadlineEntry, OutlineNode, ParsedDocument, Span } from './parsing/types.ts'
import type { CommitmentKind } from './schemas.ts'
import { bounded, Lines, RepairedReader, Sentences, trimmed } from './sentences.ts'
import { shortened } from './titles.ts'

const SENTENCE_LENGTH = 1000

/** The parsed document with what the derivation looks up again and again. */
export class PlanText {
  readonly parsed: ParsedDocument
  readonly sentences: Sentences
  readonly lines: Lines
  readonly reader: RepairedReader
  readonly nodes: ReadonlyMap<string, OutlineNode>
  readonly #deadlines: readonly DeadlineEntry[]

  constructor(parsed: ParsedDocument) {
    this.parsed = parsed
    this.sentences = new Sentences(parsed.text)
    this.lines = new Lines(parsed.text)
    this.reader = new RepairedReader(parsed.text, parsed.repairs)
    this.nodes = new Map(parsed.outline.map((node) => [node.id, node]))
    this.#deadlines = parsed.deadlines.toSorted((a, b) => a.span[0] - b.span[0])
  }

  chapterOf(provision: string): string {
    let node = this.nodes.get(provision)
    for (let depth = 0; node?.parent != null && depth < 64; depth++) node = this.nodes.get(node.parent)
    return node?.id ?? provision
  }

  /** The last day named in a range: the whole is done when its last part is. A recurring deadline counts if it is alone. */
  deadlineWithin([start, end]: Span): DerivedCommitment['deadline'] {
    let best: DeadlineEntry | undefined
    for (let index = firstAtOrAfter(this.#deadlines, start); index < this.#deadlines.length; index++) {
      const entry = this.#deadlines[index]
      if (!entry || entry.span[0] >= end) break
      if (!best || (entry.date ?? '') > (best.date ?? '')) best = entry
    }
    return best ? { date: best.date, recurs: best.recurs, quote: best.quote, span: best.span } : null
  }

  /** The sentence around a place; of a run-on of thousands of characters, what stands near. */
  sentenceAround(span: Span): Span {
    return trimmed(this.parsed.text, bounded(this.sentences.around(span), span, SENTENCE_LENGTH))
  }

  /** A commitment that a part of a sentence creates: its text is the whole sentence, or the cell or row of a table. */
  part(kind: CommitmentKind, title: string, span: Span, provision: string): DerivedCommitment {
    const around = this.sentenceAround(span)
    return {
      kind,
      title: shortened(title),
      text: this.reader.read(around),
      span: around,
      provision,
      chapter: this.chapterOf(provision),
      responsibilities: [],
      open: false,
      deadline: this.deadlineWithin(around),
      target: null,
      project: null,
    }
  }
}

function firstAtOrAfter(entries: readonly { span: Span }[], place: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.span[0] ?? 0) >= place) high = middle
    else low = middle + 1
  }
  return low
}
