import type { Commitment } from '../../../../src/plan/schemas.ts'
import { runsOf, type Span } from '../reader/marking.ts'

/** A field with the searched words marked. */
export function Highlighted({ item, field }: { item: Commitment; field: 'title' | 'text' }) {
  const marks = (item.highlights ?? [])
    .filter((one) => one.field === field)
    .sort((one, other) => one.span[0] - other.span[0])
  const whole = item[field]
  return <Marked text={whole} marks={marks} span={[0, whole.length]} />
}

const AROUND = 26

/** The words around the first hit in the sentence, where the title alone does not show why a row was found. */
export function Snippet({ item }: { item: Commitment }) {
  const marks = (item.highlights ?? [])
    .filter(({ field }) => field === 'text')
    .sort((one, other) => one.span[0] - other.span[0])
  const [first] = marks
  if (!first || item.highlights?.some(({ field }) => field === 'title')) return null
  const span: Span = [Math.max(0, first.span[0] - AROUND), Math.min(item.text.length, first.span[1] + 2 * AROUND)]
  return (
    <p className="snippet">
      {span[0] > 0 && '…'}
      <Marked text={item.text} marks={marks} span={span} />
      {span[1] < item.text.length && '…'}
    </p>
  )
}

function Marked({ text, marks, span }: { text: string; marks: readonly { span: Span }[]; span: Span }) {
  if (marks.length === 0) return text.slice(...span)
  return runsOf(span, marks).map((run) => {
    const part = text.slice(...run.span)
    return run.marks.length > 0 ? <mark key={run.span[0]}>{part}</mark> : part
  })
}
