import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResourceContent } from '../../../../src/exchange/schemas.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'

const PORTION = 100

/** 信息项: the columns of the data. */
export function ItemTable({ items }: { items: ResourceContent['items'] }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(PORTION)
  return (
    <section>
      <h2 className="section-title">{t('exchange.catalogue.items.title', { count: items.length })}</h2>
      {items.length === 0 && <p className="catalogue-quiet">{t('exchange.catalogue.items.none')}</p>}
      {items.length > 0 && (
        <div className="mon-scroll">
          <table className="mon-table">
            <thead>
              <tr>
                {(['name', 'dataType', 'length'] as const).map((head) => (
                  <th key={head} scope="col">
                    {t(`exchange.catalogue.items.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.slice(0, shown).map(({ name, dataType, length }) => (
                <tr key={name}>
                  <td>{name}</td>
                  <td>{t(`exchange.catalogue.dataTypes.${dataType}`)}</td>
                  <td>{length || '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {items.length > shown && <MoreRows busy={false} onMore={() => setShown(shown + PORTION)} />}
    </section>
  )
}
