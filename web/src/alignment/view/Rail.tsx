import { memo } from 'react'
import type { VerdictKind } from '../verdicts.ts'
import { partTint } from './UpperCard.tsx'

/** The whole upper document at a glance, a line for each provision: where the gaps are. For the pointer; keys walk. */
export const Rail = memo(function Rail(props: {
  lines: readonly {
    address: string
    title: string
    verdict: VerdictKind
    share: number
    size: number
    shown: boolean
  }[]
  chosen: string | undefined
  onChoose: (address: string) => void
}) {
  return (
    <div className="align-rail no-print" aria-hidden="true">
      {props.lines.map(({ address, title, verdict, share, size, shown }) => (
        <button
          key={address}
          type="button"
          tabIndex={-1}
          title={title}
          className={`plain of-${verdict}${address === props.chosen ? ' chosen' : ''}${shown ? '' : ' hidden'}`}
          style={{ flexGrow: size, ...(verdict === 'partly' ? partTint(share) : {}) }}
          onClick={() => props.onChoose(address)}
        />
      ))}
    </div>
  )
})
