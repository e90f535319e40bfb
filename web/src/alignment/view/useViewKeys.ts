import { useEffect, useEffectEvent } from 'react'
import type { Keystroke } from '../../plan/reader/keyboard.ts'
import { type Command, commandOf } from './keyboard.ts'

/** Listens for the keys of the view while it is on the screen. */
export function useViewKeys(onCommand: (command: Command) => void): void {
  // A key means what is on the screen when it is pressed.
  const command = useEffectEvent(onCommand)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return
      const { key, shiftKey, altKey } = event
      const ctrl = event.ctrlKey || event.metaKey
      const pressed = commandOf({ key, ctrl, shift: shiftKey, alt: altKey, elsewhere: whereIs(event.target) })
      if (!pressed) return
      event.preventDefault()
      // Who walks by key has left the button pressed before: Enter is for the tie now.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      command(pressed)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

function whereIs(target: EventTarget | null): Keystroke['elsewhere'] {
  const open =
    '.ant-modal-wrap:not([style*="display: none"]) .ant-modal, .ant-dropdown-open, .ant-popconfirm:not(.ant-popover-hidden)'
  if (document.querySelector(open)) return 'dialog'
  if (!(target instanceof Element)) return null
  if (target.matches('input, textarea, select, [contenteditable="true"]')) return 'field'
  return target.matches('button, a[href], summary, [role="button"]') ? 'control' : null
}
