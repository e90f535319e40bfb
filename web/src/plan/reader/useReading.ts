import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

/** How far below the upper edge of the page the eye is taken to rest. */
const EYE = 120

/** How far below the edge a heading is put that one goes to. */
const MARGIN = 24

/** How often (ms) the place is looked up while the page moves: asking makes the browser lay the page out. */
const WHILE_MOVING_MS = 200

/** The provision and the place in the text where the reader is, followed while the page scrolls. */
export function useReading(page: RefObject<HTMLElement | null>) {
  const [reading, setReading] = useState<{ provision: string; start: number }>({ provision: '', start: 0 })
  useEffect(() => {
    const frame = page.current
    if (!frame) return
    let asked = 0
    let settled = 0
    const look = () => {
      asked = 0
      const { left, top, width } = frame.getBoundingClientRect()
      for (const below of [EYE, EYE + 40, EYE + 90, 40]) {
        const found = document.elementFromPoint(left + width / 2, top + below)?.closest('[data-start]')
        const provision = found?.closest('[data-provision]')?.getAttribute('data-provision')
        if (!found || provision === undefined || provision === null) continue
        const start = Number(found.getAttribute('data-start'))
        setReading((now) => (now.provision === provision && now.start === start ? now : { provision, start }))
        return
      }
    }
    const onScroll = () => {
      asked ||= window.setTimeout(look, WHILE_MOVING_MS)
      // What has just come into the window is laid out only after the frame: look once more when all is still.
      window.clearTimeout(settled)
      settled = window.setTimeout(look, 140)
    }
    onScroll()
    frame.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      frame.removeEventListener('scroll', onScroll)
      window.clearTimeout(asked)
      window.clearTimeout(settled)
    }
  }, [page])
  return reading
}

/** Brings a part of the page to the eye. Twice, since what is passed over gets its true height only on the way. */
export function scrollToPart(page: HTMLElement | null, selector: string, align: 'eye' | 'nearest' = 'eye'): boolean {
  const part = page?.querySelector(selector)
  if (!page || !part) return false
  // While a chunk is skipped its box has a guessed height and what is in it lies elsewhere: lay it out to measure it.
  part.closest<HTMLElement>('.chunk')?.style.setProperty('content-visibility', 'visible')
  const place = () => {
    const { top, bottom } = part.getBoundingClientRect()
    const frame = page.getBoundingClientRect()
    const visible = top >= frame.top + 8 && bottom <= frame.bottom - 24
    if (align === 'nearest' ? visible : Math.abs(top - frame.top - MARGIN) < 2) return
    page.scrollBy({ top: top - frame.top - (align === 'eye' ? MARGIN : EYE), behavior: 'instant' })
  }
  place()
  requestAnimationFrame(() => requestAnimationFrame(place))
  return true
}

function mark(root: HTMLElement | null, id: string | undefined, className: string, on: boolean) {
  if (!root || !id) return
  for (const part of root.querySelectorAll(`[data-c~="${CSS.escape(id)}"]`)) part.classList.toggle(className, on)
}

/** Marks all parts of the chosen commitment, in the text and in the margin, without drawing either anew. */
export function useChosen(root: RefObject<HTMLElement | null>, id: string | undefined, again: unknown) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` says that the text was drawn anew
  useEffect(() => {
    mark(root.current, id, 'chosen', true)
    return () => mark(root.current, id, 'chosen', false)
  }, [root, id, again])
}

/** Lights the commitment that the pointer is at, here and there; passing over many costs no drawing. */
export function useLight(root: RefObject<HTMLElement | null>) {
  const lit = useRef<string>(undefined)
  return useCallback(
    (id: string | undefined) => {
      if (lit.current === id) return
      mark(root.current, lit.current, 'lit', false)
      mark(root.current, id, 'lit', true)
      lit.current = id
    },
    [root],
  )
}
