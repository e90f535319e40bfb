import { memo, useMemo } from 'react'
import type { Commitment, DocumentText } from '../../../../src/plan/schemas.ts'
import { pageMarks } from './marks.ts'
import { ChunkText } from './PageText.tsx'
import type { Chunk } from './pieces.ts'
import type { PageSource } from './Runs.tsx'

/** The page itself. Following the reader's place or a choice does not draw it anew. */
export const Leaf = memo(function Leaf(props: {
  title: string
  chunks: readonly Chunk[]
  set: ReadonlySet<number>
  source: PageSource
}) {
  return (
    <article className="leaf" lang="zh-CN" aria-label={props.title}>
      {props.chunks.map((chunk, index) => (
        <ChunkText key={chunk.key} chunk={chunk} source={props.source} set={props.set.has(index)} />
      ))}
    </article>
  )
})

export function useSource(text: DocumentText, commitments: readonly Commitment[], asPrinted: boolean): PageSource {
  return useMemo(
    () => ({
      text: text.text,
      marks: pageMarks(text, commitments),
      states: new Map(commitments.map(({ id, state }) => [id, state])),
      asPrinted,
    }),
    [text, commitments, asPrinted],
  )
}

/** The commitment that a place of the page stands for: the one whose own words they are, else the widest there. */
export function commitmentUnder(event: React.MouseEvent, text: DocumentText): string | undefined {
  const part = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-c]') : null
  const ids = part?.dataset.c?.split(' ') ?? []
  const [layer, key] = part?.dataset.about?.split(':') ?? []
  const named = layer === 'mention' ? text.mentions[Number(key)]?.commitmentId : undefined
  return named && ids.includes(named) ? named : ids[0]
}
