import { useEffect, useRef } from 'react'

export interface DeskCommands {
  onMove(by: 1 | -1): void
  onOpen(): void
  onClose(): void
  onHelp(): void
  /** Letters of a page of its own: `a` accepts, `r` returns. */
  onLetter?(letter: string): void
}

const inField = (target: EventTarget | null) =>
  target instanceof Element && target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select')
const onControl = (target: EventTarget | null) =>
  target instanceof Element && target.matches('button, a[href], input, summary')

/** The desk by keyboard: J K Enter Esc, and Alt+J Alt+K while one writes. Letters that one types are left alone. */
export function useDeskKeys(commands: DeskCommands): void {
  const newest = useRef(commands)
  useEffect(() => {
    newest.current = commands
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || event.ctrlKey || event.metaKey) return
      if (
        document.querySelector(
          '.ant-modal-wrap:not([style*="display: none"]), .ant-popconfirm:not(.ant-popover-hidden)',
        )
      )
        return
      const now = newest.current
      const letter = event.code.startsWith('Key') ? event.code.slice(3).toLowerCase() : event.key
      const act = (work: () => void) => {
        event.preventDefault()
        work()
      }
      if (event.altKey) {
        if (letter === 'j') act(() => now.onMove(1))
        if (letter === 'k') act(() => now.onMove(-1))
        return
      }
      if (event.key === 'Escape') return act(() => now.onClose())
      if (inField(event.target)) return
      if (event.key === 'j' || event.key === 'ArrowDown') act(() => now.onMove(1))
      else if (event.key === 'k' || event.key === 'ArrowUp') act(() => now.onMove(-1))
      else if (event.key === '?') act(() => now.onHelp())
      else if (event.key === 'Enter' && !onControl(event.target)) act(() => now.onOpen())
      else if (/^[a-z]$/.test(event.key)) now.onLetter?.(event.key)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
