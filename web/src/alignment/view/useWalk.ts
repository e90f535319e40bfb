import { getRouteApi } from '@tanstack/react-router'
import { type RefObject, useCallback, useEffect, useMemo, useState } from 'react'
import type { Tie } from '../../../../src/alignment/schemas.ts'
import { scrollBeside } from './geometry.ts'
import { onward } from './keyboard.ts'
import { inOrder, isShown, type Model, type Row } from './model.ts'
import type { Show } from './search.ts'
import { boxOf } from './useColumnView.ts'

const route = getRouteApi('/alignments/$alignmentId')

/** How far below the upper edge of its column a card is put that one goes to. */
const REST = 96

/** Which provision and which of its ties are chosen, and how one goes from one to the next. The address knows both. */
export function useWalk(
  model: Model,
  frames: { upper: RefObject<HTMLElement | null>; lower: RefObject<HTMLElement | null> },
  /** What is nearest to the chosen provision, where nothing carries it out. */
  candidates: readonly Tie[],
) {
  const { at, show } = route.useSearch()
  const navigate = route.useNavigate()
  const row = at === undefined ? undefined : model.byAddress.get(at)
  const [tieId, setTieId] = useState<string>()
  const ties = useMemo(() => (row ? [...row.ties, ...candidates] : []), [row, candidates])
  // A mere candidate is in focus only when one goes to it.
  const tie = ties.find(({ id }) => id === tieId) ?? row?.ties[0]
  const chosen = row?.address
  const shown = useMemo(
    // What one is at work on does not vanish under the hand.
    () =>
      inOrder(
        model.rows.filter((one) => isShown(one, show) || one.address === chosen),
        show,
      ),
    [model, show, chosen],
  )

  const choose = useCallback(
    (address: string | undefined, tieOf?: string) => {
      setTieId(tieOf)
      void navigate({
        search: ({ at: _, ...before }) => (address === undefined ? before : { ...before, at: address }),
        replace: true,
        resetScroll: false,
      })
    },
    [navigate],
  )
  const filter = useCallback(
    (next: Show | undefined) =>
      void navigate({
        search: ({ show: _, at: place }) => ({ ...(place ? { at: place } : {}), ...(next ? { show: next } : {}) }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  )

  const { upper, lower } = frames
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter moves the cards, and the chosen one stays in view
  useEffect(() => {
    if (chosen !== undefined) bringIn(upper.current, chosen)
  }, [chosen, show, upper])
  const beside = (tie ?? candidates[0])?.lower
  useEffect(() => {
    if (chosen === undefined || beside === undefined) return
    // Once the chosen cards have their full height.
    const asked = requestAnimationFrame(() => level(upper.current, lower.current, chosen, beside))
    return () => cancelAnimationFrame(asked)
  }, [chosen, beside, upper, lower])

  // Opened without a choice, the view begins where the tasks begin, and not with what tells of the situation.
  const first = shown.find(({ verdict }) => verdict.kind !== 'not_applicable')
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the view opens
  useEffect(() => {
    if (chosen !== undefined || !first || show !== undefined) return
    const column = upper.current
    const box = column && boxOf(column, first.address)
    if (column && box) column.scrollTop = Math.max(0, box.top - REST / 2)
  }, [])

  const place = shown.findIndex(({ address }) => address === chosen)
  const inView = () => {
    const column = upper.current
    if (!column) return 0
    return shown.findIndex(({ address }) => {
      const box = boxOf(column, address)
      return box !== null && box.top - column.scrollTop >= REST / 4
    })
  }
  const go = (step: 1 | -1, wanted: (one: Row) => boolean = () => true, round = false): boolean => {
    // From nothing one begins with what is in view.
    const from = place === -1 && !round ? inView() - 1 : place
    const next = onward(shown, from, step, wanted, { round })
    const found = shown[next]
    if (!found || found.address === chosen) return false
    choose(found.address)
    return true
  }
  const goTie = (step: 1 | -1) => {
    const now = ties.findIndex(({ id }) => id === tie?.id)
    const next = ties[onward(ties, now, step)]
    if (next) setTieId(next.id)
  }
  return { row, tie, ties, shown, show, choose, filter, go, goTie, setTie: setTieId }
}

/** Brings a card of the upper column in, if it is not well in view. */
function bringIn(column: HTMLElement | null, address: string): void {
  const box = column && boxOf(column, address)
  if (!column || !box) return
  const top = box.top - column.scrollTop
  const bottom = box.bottom - column.scrollTop
  if (top >= REST / 2 && bottom <= column.clientHeight - 24) return
  column.scrollTo({ top: Math.max(0, box.top - REST), behavior: motion() })
}

/** Scrolls the lower column until the tied card stands beside the chosen one. */
function level(upper: HTMLElement | null, lower: HTMLElement | null, chosen: string, tied: string): void {
  const from = upper && boxOf(upper, chosen)
  const to = lower && boxOf(lower, tied)
  if (!upper || !lower || !from || !to) return
  const top = Math.min(Math.max(REST, from.top - upper.scrollTop), upper.clientHeight / 3)
  lower.scrollTo({
    top: scrollBeside(to, lower.clientHeight, { top, whole: lower.scrollHeight }),
    behavior: motion(),
  })
}

const motion = (): ScrollBehavior =>
  window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth'
