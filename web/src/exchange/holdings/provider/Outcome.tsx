import { useTranslation } from 'react-i18next'
import type { LoadPreview } from '../../../../../src/exchange/schemas.ts'
import { comma } from '../../../shell/punctuation.ts'

type Example = LoadPreview['examples'][number]

/** What a load would do, before it is done. */
export function Outcome({ preview }: { preview: LoadPreview }) {
  const { t } = useTranslation()
  const { rows, added, changed, removed, same, sheets, examples } = preview
  const unread = sheets.flatMap((one) => one.unread)
  return (
    <section className="catalogue-outcome sheet" aria-live="polite">
      <p>{t('exchange.holdings.load.would', { rows, added, changed, removed, same })}</p>
      {added + changed + removed === 0 && <p>{t('exchange.holdings.load.nothing')}</p>}
      {unread.length > 0 && <p>{t('exchange.holdings.load.unread', { columns: unread.join(comma()) })}</p>}
      {examples.length > 0 && (
        <details>
          <summary>{t('exchange.holdings.load.examples')}</summary>
          <ul className="holding-examples">
            {examples.map((example) => (
              <li key={`${example.kind} ${example.key}`}>
                <b>{t(`exchange.holdings.load.kinds.${example.kind}`)}</b> {example.key}
                {example.kind === 'changed' && <small>{differencesOf(example).join('　')}</small>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

/** What of a row changes: the item, what it was, what it becomes. */
function differencesOf({ before, after }: Example): string[] {
  const said = (of: Example['before'], item: string) => String(of?.[item] ?? '—')
  return Object.keys(after ?? {})
    .filter((item) => said(before, item) !== said(after, item))
    .map((item) => `${item}：${said(before, item)} → ${said(after, item)}`)
}
