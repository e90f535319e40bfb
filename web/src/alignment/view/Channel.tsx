import { memo, type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { VerdictKind } from '../verdicts.ts'
import { type ColumnView, type Curve, curvesOf, fasteningOf, type Strand } from './geometry.ts'
import type { TieState } from './ties.ts'
import { useColumnView } from './useColumnView.ts'

/** A tie as it is drawn. */
export interface DrawnTie extends Strand {
  verdict: VerdictKind
  state: TieState
  /** Of the chosen provision; the others step back. */
  chosen: boolean
  focused: boolean
  /** Which of the chosen provision's ties it is. */
  rank: number | null
  /** Only near to the chosen provision. */
  candidate: boolean
}

/** How far a provision without a counterpart reaches into the channel. */
const STUB = 34

/** The channel between both columns with all ties of what is in view. Only it is drawn anew while a column scrolls. */
export const Channel = memo(function Channel(props: {
  upperFrame: RefObject<HTMLElement | null>
  lowerFrame: RefObject<HTMLElement | null>
  ties: readonly DrawnTie[]
  /** Upper provisions that nothing carries out, and lower ones that carry out nothing. */
  gaps: ReadonlySet<string>
  own: ReadonlySet<string>
  /** Says that other cards stand in the columns. */
  again: unknown
  onTie: (id: string) => void
}) {
  const { ties, gaps, own } = props
  const root = useRef<SVGSVGElement>(null)
  const upper = useColumnView(props.upperFrame, props.again)
  const lower = useColumnView(props.lowerFrame, props.again)
  const [width, setWidth] = useState(180)
  useLayoutEffect(() => {
    const channel = root.current
    if (!channel) return
    const look = () => setWidth(Math.round(channel.getBoundingClientRect().width))
    look()
    const sizes = new ResizeObserver(look)
    sizes.observe(channel)
    return () => sizes.disconnect()
  }, [])
  const curves = useMemo(() => {
    const known = new Map(ties.map((tie) => [tie.id, tie]))
    return curvesOf(ties, upper, lower, width)
      .flatMap((curve) => {
        const tie = known.get(curve.id)
        return tie ? [{ curve, tie }] : []
      })
      .sort((one, other) => weightOf(one.tie) - weightOf(other.tie))
  }, [ties, upper, lower, width])
  const anyChosen = ties.some(({ chosen }) => chosen)
  return (
    <svg ref={root} className={`align-channel${anyChosen ? ' some-chosen' : ''}`} aria-hidden="true">
      {stubsOf(gaps, upper).map(({ key, y }) => (
        <g key={key} className="stub of-gap">
          <path d={`M0 ${y}H${STUB}`} />
          <circle cx={STUB + 4} cy={y} r={4} />
        </g>
      ))}
      {stubsOf(own, lower).map(({ key, y }) => (
        <g key={key} className="stub of-own">
          <path d={`M${width} ${y}H${width - STUB + 14}`} />
          <circle cx={width - STUB + 11} cy={y} r={3} />
        </g>
      ))}
      {curves.map(({ curve, tie }) => (
        <TieCurve key={curve.id} curve={curve} tie={tie} onTie={props.onTie} />
      ))}
    </svg>
  )
})

function TieCurve({ curve, tie, onTie }: { curve: Curve; tie: DrawnTie; onTie: (id: string) => void }) {
  const classes = ['tie', `of-${tie.verdict}`, `is-${tie.state}`]
  if (tie.chosen) classes.push('chosen')
  if (tie.focused) classes.push('focused')
  if (tie.candidate) classes.push('candidate')
  const { x, y } = curve.middle
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same choice is made by key and in the list of ties
    <g className={classes.join(' ')} onClick={() => onTie(curve.id)}>
      <path className="reach" d={curve.path} />
      {tie.focused && <path className="halo" d={curve.path} strokeWidth={curve.width + 5} />}
      <path className="line" d={curve.path} strokeWidth={curve.width} />
      {(tie.chosen || tie.state === 'confirmed' || tie.state === 'added') && curve.whole && (
        <g className="knot" transform={`translate(${x} ${y})`}>
          <circle r={tie.chosen ? 9 : 6.5} />
          {tie.state === 'confirmed' || tie.state === 'added' ? (
            <path d="M-3.4 .2-1 2.6 3.6-2.6" />
          ) : tie.state === 'rejected' ? (
            <path d="M-2.8-2.8 2.8 2.8M2.8-2.8-2.8 2.8" />
          ) : (
            tie.rank !== null && <text dy="3.5">{tie.rank}</text>
          )}
        </g>
      )}
    </g>
  )
}

/** What is chosen lies on top. */
const weightOf = ({ chosen, focused }: DrawnTie) => (focused ? 2 : chosen ? 1 : 0)

function stubsOf(addresses: ReadonlySet<string>, column: ColumnView) {
  return [...addresses].flatMap((address) => {
    const box = column.boxes.get(address)
    if (!box) return []
    const { y, out } = fasteningOf(box, column)
    return out === 0 ? [{ key: address, y }] : []
  })
}
