import { getRouteApi } from '@tanstack/react-router'
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import type { Commitment, Provision } from '../../../../src/plan/schemas.ts'
import { scrollToPart } from './useReading.ts'

const route = getRouteApi('/documents/$documentId')

/** How long (ms) the column follows a choice rather than the page that the choice has just moved. */
const HOLD_MS = 700

/** When (ms) to see whether the place that was opened is still where it was put. */
const LOOK_AGAIN_MS = [300, 800, 1600]

/**
 * Going to a provision or a commitment: the page moves there and the address says so. `ensure` sets the part of the
 * text that holds a position, which may be far from what has been laid out.
 */
export function usePlace(
  page: RefObject<HTMLElement | null>,
  provisions: readonly Provision[],
  commitments: readonly Commitment[],
  ensure: (position: number) => void,
) {
  const { at, c: chosen } = route.useSearch()
  const navigate = route.useNavigate()
  const held = useRef(0)
  const hold = useCallback(() => {
    held.current = performance.now() + HOLD_MS
  }, [])
  const isHeld = useCallback(() => performance.now() < held.current, [])

  const showProvision = useCallback(
    (address: string) => {
      const provision = provisions.find((one) => one.address === address)
      if (provision) ensure(provision.span[0])
      const of = `[data-provision="${CSS.escape(address)}"]`
      return scrollToPart(page.current, `[data-heading]${of}`) || scrollToPart(page.current, of)
    },
    [page, provisions, ensure],
  )
  const showCommitment = useCallback(
    ({ id, span }: Commitment) => {
      ensure(span[0])
      return scrollToPart(page.current, `span[data-c~="${id}"]`, 'nearest')
    },
    [page, ensure],
  )

  const goTo = useCallback(
    (address: string) => {
      showProvision(address)
      void navigate({ search: { at: address }, replace: true, resetScroll: false })
    },
    [navigate, showProvision],
  )
  const choose = useCallback(
    (id: string | undefined) => {
      hold()
      const item = commitments.find((one) => one.id === id)
      void navigate({
        search: item ? { at: item.provision.address, c: item.id } : (now) => (now.at ? { at: now.at } : {}),
        replace: true,
        resetScroll: false,
      })
      if (item) showCommitment(item)
    },
    [commitments, navigate, hold, showCommitment],
  )

  // The address that was opened says where to begin; later changes of it come from moving about here.
  const opened = useRef(false)
  useEffect(() => {
    if (opened.current) return
    opened.current = true
    const item = commitments.find(({ id }) => id === chosen)
    // Opened at a commitment the column shows that one; at a provision it goes where the page goes.
    if (item) hold()
    const show = () => (item && showCommitment(item)) || (at && showProvision(at))
    queueMicrotask(show)
    // What lies above gets its true height meanwhile: look again, unless the reader has moved on already.
    const timers = LOOK_AGAIN_MS.map((later) => window.setTimeout(show, later))
    const stop = () => {
      for (const timer of timers) window.clearTimeout(timer)
    }
    for (const moves of ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const)
      window.addEventListener(moves, stop, { once: true, passive: true })
  }, [at, chosen, commitments, hold, showCommitment, showProvision])

  return { at, chosen, goTo, choose, isHeld }
}

/** Where in the text the address that was opened begins. */
export function beginOf(
  search: { at?: string; c?: string },
  provisions: readonly Provision[],
  commitments: readonly Commitment[],
): number {
  const item = commitments.find(({ id }) => id === search.c)
  return item?.span[0] ?? provisions.find(({ address }) => address === search.at)?.span[0] ?? 0
}
