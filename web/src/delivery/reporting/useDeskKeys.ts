import { useEffect, useEffectEvent } from 'react'
import { deskCommandOf } from './deskKeys.ts'

export interface DeskCommands {
  onMove(by: 1 | -1): void
  onOpen(): void
  onClose(): void
  onHelp(): void
  /** Letters of a page of its own: `a` accepts, `r` returns. */
  letters?: Readonly<Record<string, () => void>>
}

const inField = (target: EventTarget | null) =>
  target instanceof Element && target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select')
const onControl = (target: EventTarget | null) =>
  target instanceof Element && target.matches('button, a[href], input, summary')

/** The desk by keyboard: J K Enter Esc, and Alt+J Alt+K while one writes. Letters that one types are left alone. */
export function useDeskKeys(commands: DeskCommands): void {
  const newest = useEffectEvent(() => commands)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return
      if (
        document.querySelector(
          '.ant-modal-wrap:not([style*="display: none"]), .ant-popconfirm:not(.ant-popover-hidden)',
        )
      )
        return
      const { letters = {}, ...now } = newest()
      const command = deskCommandOf(
        {
          key: event.key,
          code: event.code,
          ctrl: event.ctrlKey || event.metaKey,
          alt: event.altKey,
          elsewhere: inField(event.target) ? 'field' : onControl(event.target) ? 'control' : null,
        },
        Object.keys(letters),
      )
      if (command === null) return
      event.preventDefault()
      if (command === 'next') now.onMove(1)
      else if (command === 'previous') now.onMove(-1)
      else if (command === 'open') now.onOpen()
      else if (command === 'close') now.onClose()
      else if (command === 'help') now.onHelp()
      else letters[command.letter]?.()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
