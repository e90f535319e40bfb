import { type RefObject, useEffect, useState } from 'react'
import type { Box, ColumnView } from './geometry.ts'

const nothing: ColumnView = { boxes: new Map(), scroll: 0, height: 0, inset: 0 }

/** Where the cards of a column stand and how far it is scrolled, followed as both change. `again`: the cards are others. */
export function useColumnView(frame: RefObject<HTMLElement | null>, again: unknown): ColumnView {
  const [view, setView] = useState<ColumnView>(nothing)

  // After the layout: the frame of a column that stands further down is known only then.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` says that other cards stand there
  useEffect(() => {
    const column = frame.current
    if (!column) return
    const measure = () => setView(measured(column))
    measure()
    const sizes = new ResizeObserver(measure)
    sizes.observe(column)
    if (column.firstElementChild) sizes.observe(column.firstElementChild)
    return () => sizes.disconnect()
  }, [frame, again])

  useEffect(() => {
    const column = frame.current
    if (!column) return
    let asked = 0
    const onScroll = () => {
      asked ||= requestAnimationFrame(() => {
        asked = 0
        const { scrollTop } = column
        setView((now) => (now.scroll === scrollTop ? now : { ...now, scroll: scrollTop }))
      })
    }
    column.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      cancelAnimationFrame(asked)
      column.removeEventListener('scroll', onScroll)
    }
  }, [frame])
  return view
}

function measured(column: HTMLElement): ColumnView {
  const { scrollTop, clientHeight } = column
  const from = column.getBoundingClientRect().top - scrollTop
  const boxes = new Map<string, Box>()
  for (const card of column.querySelectorAll<HTMLElement>('[data-address]')) {
    const { top, bottom } = card.getBoundingClientRect()
    boxes.set(card.dataset.address ?? '', { top: top - from, bottom: bottom - from })
  }
  const inset = column.querySelector('.align-chapter')?.getBoundingClientRect().height ?? 0
  return { boxes, scroll: scrollTop, height: clientHeight, inset }
}

/** The box of one card now, whatever has been measured before. */
export function boxOf(column: HTMLElement, address: string): Box | null {
  const card = column.querySelector<HTMLElement>(`[data-address="${CSS.escape(address)}"]`)
  if (!card) return null
  const from = column.getBoundingClientRect().top - column.scrollTop
  const { top, bottom } = card.getBoundingClientRect()
  return { top: top - from, bottom: bottom - from }
}
