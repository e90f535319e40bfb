import { useVirtualizer } from '@tanstack/react-virtual'
import { Fragment, type ReactNode, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Commitment } from '../../../../src/plan/schemas.ts'

type Row =
  | { kind: 'provision'; key: string; label: string; address: string; items: Commitment[] }
  | { kind: 'item'; key: string; item: Commitment }

const MEASURED_MS = 250

/** Commitments in text order, each under the provision that makes it; only those near the window are drawn. */
export function CommitmentColumn(props: {
  items: readonly Commitment[]
  chosen: string | undefined
  /** Where in the text the reader is; the column keeps level with it. */
  reading: { provision: string; start: number }
  /** True while a choice has just moved the page: the column then follows the choice, not the page. */
  held: () => boolean
  drawItem: (item: Commitment) => ReactNode
  drawProvisionActions: (items: readonly Commitment[]) => ReactNode
  onGo: (address: string) => void
}) {
  const { items, chosen, reading, held } = props
  const { t } = useTranslation()
  const frame = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => rowsOf(items), [items])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: (index) => (rows[index]?.kind === 'provision' ? 40 : 132),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 6,
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the choice changes
  useEffect(() => {
    const index = rows.findIndex((row) => row.kind === 'item' && row.item.id === chosen)
    if (index < 0) return
    const show = () => virtual.scrollToIndex(index, { align: 'center' })
    show()
    const timer = window.setTimeout(show, MEASURED_MS) // once the cards on the way have their true heights
    return () => window.clearTimeout(timer)
  }, [chosen])

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the page has moved
  useEffect(() => {
    const isChosenHere = items.some(({ id, provision }) => id === chosen && provision.address === reading.provision)
    if (held() || isChosenHere) return
    let index = rows.findIndex((row) => row.kind === 'item' && row.item.span[1] > reading.start)
    if (index > 0 && rows[index - 1]?.kind === 'provision') index--
    if (index >= 0) virtual.scrollToIndex(index, { align: 'start' })
  }, [reading.start])

  return (
    <div className="column-scroll" ref={frame}>
      <ul style={{ height: virtual.getTotalSize(), position: 'relative' }} aria-label={t('reader.commitments')}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index]
          if (!row) return <Fragment key={key} />
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className="column-row"
              style={{ transform: `translateY(${start}px)` }}
            >
              {row.kind === 'item' ? (
                props.drawItem(row.item)
              ) : (
                <div className="column-provision">
                  <button type="button" className="plain" onClick={() => props.onGo(row.address)}>
                    {row.label}
                  </button>
                  {props.drawProvisionActions(row.items)}
                </div>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function rowsOf(items: readonly Commitment[]): Row[] {
  const rows: Row[] = []
  let group: Extract<Row, { kind: 'provision' }> | undefined
  for (const item of items) {
    if (item.provision.address !== group?.address || !group) {
      const { address, label } = item.provision
      group = { kind: 'provision', key: `p${item.id}`, label: label || item.chapter.label, address, items: [] }
      rows.push(group)
    }
    group.items.push(item)
    rows.push({ kind: 'item', key: item.id, item })
  }
  return rows
}
