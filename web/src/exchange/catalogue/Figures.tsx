import { useTranslation } from 'react-i18next'
import type { CatalogueFigures } from '../../../../src/exchange/schemas.ts'
import { useNumber } from '../../shell/time.ts'
import { type CatalogueSearch, FRESHNESS } from './filter.ts'
import { Providers } from './Providers.tsx'

/** How the catalogue stands: what is as new as was promised (pressing one narrows the list to it), how well it is described. */
export function Figures(props: {
  figures: CatalogueFigures
  search: CatalogueSearch
  onChange: (part: { freshness: CatalogueSearch['freshness'] | undefined }) => void
}) {
  const { t } = useTranslation()
  const number = useNumber()
  const { figures, search, onChange } = props
  if (figures.published === 0) return null
  return (
    <section className="catalogue-figures sheet" aria-label={t('exchange.catalogue.figures.title')}>
      <p>
        <strong>{number(figures.published)}</strong> {t('exchange.catalogue.figures.published')}
      </p>
      {FRESHNESS.map((freshness) => (
        <button
          key={freshness}
          type="button"
          className={`plain${search.freshness === freshness ? ' active' : ''}${freshness === 'late' && figures.late > 0 ? ' catalogue-late' : ''}`}
          aria-pressed={search.freshness === freshness}
          onClick={() => onChange({ freshness: search.freshness === freshness ? undefined : freshness })}
        >
          <strong>{number(figures[freshness])}</strong> {t(`exchange.catalogue.fresh.${freshness}`)}
        </button>
      ))}
      <p>
        <strong>{figures.completeness === null ? '—' : `${figures.completeness}%`}</strong>{' '}
        {t('exchange.catalogue.figures.completeness')}
      </p>
      <p>
        <strong>{number(figures.use.reads)}</strong> {t('exchange.catalogue.figures.reads')}
      </p>
      <Providers providers={figures.providers} />
    </section>
  )
}
