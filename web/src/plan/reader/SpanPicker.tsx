import { Button } from 'antd'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Span } from '../../../../src/plan/schemas.ts'
import { selectCommitment, selectedSpan } from './selecting.ts'

/** A stretch of the plan that a person chose, with its words. */
export interface PickedSpan {
  span: Span
  quote: string
}

const SHOWN = 60

/** Stands below the page while a person selects the words of a commitment on it. */
export function SpanPicker(props: {
  page: RefObject<HTMLElement | null>
  text: string
  /** The commitment whose words are chosen anew: they are selected to begin with. */
  id: string
  onPicked: (picked: PickedSpan | undefined) => void
}) {
  const { page, text, id, onPicked } = props
  const { t } = useTranslation()
  const [span, setSpan] = useState<Span | null>(null)
  const bar = useRef<HTMLDivElement>(null)
  const use = () => span && onPicked({ span, quote: text.slice(...span) })
  const onKey = useRef<(event: KeyboardEvent) => void>(undefined)
  useEffect(() => {
    onKey.current = (event) => {
      if (event.key === 'Escape') onPicked(undefined)
      else if (event.key === 'Enter' && !bar.current?.contains(event.target as Node)) use()
      else return
      event.preventDefault()
    }
  })
  useEffect(() => {
    const look = () => {
      if (page.current) setSpan(selectedSpan(page.current, window.getSelection(), text))
    }
    const listen = (event: KeyboardEvent) => onKey.current?.(event)
    document.addEventListener('selectionchange', look)
    window.addEventListener('keydown', listen)
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    if (page.current) selectCommitment(page.current, id)
    return () => {
      document.removeEventListener('selectionchange', look)
      window.removeEventListener('keydown', listen)
      window.getSelection()?.removeAllRanges()
    }
  }, [page, text, id])
  const words = span ? text.slice(...span) : ''
  const shown = words.length > SHOWN ? `${words.slice(0, SHOWN / 2)}……${words.slice(-SHOWN / 2)}` : words
  return (
    <section className="span-picker" ref={bar} aria-label={t('edit.reselect')}>
      <p>
        <b>{t('edit.reselectLede')}</b> <small>{t('edit.reselectKeys')}</small>
      </p>
      <p className="picked" aria-live="polite">
        {span ? t('edit.picked', { words: shown, count: words.length }) : t('edit.nothingPicked')}
      </p>
      {/* A button that takes the focus on pressing would take the selection of the page with it. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the selection */}
      <div className="span-tools" onMouseDown={(event) => event.preventDefault()}>
        <Button onClick={() => onPicked(undefined)}>{t('shell.cancel')}</Button>
        <Button type="primary" disabled={!span} onClick={use}>
          {t('edit.usePicked')}
        </Button>
      </div>
    </section>
  )
}
