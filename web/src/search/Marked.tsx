import { runsOf, type Span } from '../plan/reader/marking.ts'

/** Words with the searched ones marked. */
export function Marked({ text, marks }: { text: string; marks: readonly Span[] }) {
  const all = marks.map((span) => ({ span }))
  return runsOf([0, text.length], all).map((run) => {
    const part = text.slice(...run.span)
    return run.marks.length > 0 ? <mark key={run.span[0]}>{part}</mark> : part
  })
}
