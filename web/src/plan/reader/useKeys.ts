import { useEffect, useEffectEvent } from 'react'
import { type Command, commandOf, type Keystroke } from './keyboard.ts'

const chooses: ReadonlySet<Command> = new Set(['next', 'previous', 'nextWaiting'])

/** Listens for the reader's keys while the reader is on the screen. */
export function useKeys(onCommand: (command: Command) => void): void {
  // A key means what is on the screen when it is pressed.
  const command = useEffectEvent(onCommand)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return
      const { key, shiftKey, altKey } = event
      const pressed = commandOf({
        key,
        ctrl: event.ctrlKey || event.metaKey,
        shift: shiftKey,
        alt: altKey,
        elsewhere: whereIs(event.target),
      })
      if (!pressed) return
      event.preventDefault()
      if (chooses.has(pressed)) leaveControl()
      command(pressed)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

/** Who chooses a card by key has left the button pressed before (an outline heading): Enter is for the card now. */
function leaveControl(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

function whereIs(target: EventTarget | null): Keystroke['elsewhere'] {
  // A bottom drawer that merely holds the list on a phone is no dialog of its own.
  if (
    document.querySelector(
      '.ant-modal-wrap:not([style*="display: none"]) .ant-modal, .ant-drawer-open .ant-form, .ant-drawer-open .history, .span-picker',
    )
  )
    return 'dialog'
  if (!(target instanceof Element)) return null
  if (target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable="true"]')) return 'field'
  if (target.matches('button, a[href], input, summary, [role="button"]') && !target.matches('.card-title'))
    return 'control'
  return null
}
