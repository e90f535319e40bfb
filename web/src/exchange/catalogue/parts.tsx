import { useTranslation } from 'react-i18next'
import type { ResourceDetail, ResourceListed, ResourceState, SharingType } from '../../../../src/exchange/schemas.ts'
import { semicolon } from '../../shell/punctuation.ts'
import '../../monitoring/shared/shared.css'
import './catalogue.css'

const LOOKS = { draft: 'extracted', published: 'confirmed', replaced: 'rejected', withdrawn: 'rejected' } as const

export function StateBadge({ state }: { state: ResourceState }) {
  const { t } = useTranslation()
  return <span className={`badge ${LOOKS[state]}`}>{t(`exchange.catalogue.states.${state}`)}</span>
}

/** 共享类型, with a mark that does not rest on colour alone. */
export function SharingMark({ type }: { type: SharingType | null }) {
  const { t } = useTranslation()
  if (type === null) return <span className="catalogue-quiet">—</span>
  return <span className={`sharing ${type}`}>{t(`exchange.catalogue.sharings.${type}`)}</span>
}

/** Whether it is as new as was promised. Nothing of what is not published. */
export function FreshnessMark({ of }: { of: Pick<ResourceListed, 'freshness' | 'dueOn'> }) {
  const { t } = useTranslation()
  if (of.freshness === null) return null
  return (
    <span className={of.freshness === 'late' ? 'catalogue-late' : 'catalogue-quiet'}>
      {t(`exchange.catalogue.fresh.${of.freshness}`)}
    </span>
  )
}

/** 类/项 in words. */
export function useClassWords(): (code: string | null) => string {
  const { t } = useTranslation()
  return (code) => {
    if (code === null) return ''
    const heading = code.slice(0, 3) as '101'
    const division = code.slice(0, 1) as '1'
    const words = `${t(`exchange.catalogue.divisions.${division}`)} / ${t(`exchange.catalogue.classes.${heading}`)}`
    return code.endsWith('000') ? words : `${words} / ${code.slice(3)}`
  }
}

/** How much a resource is used, in words. */
export function useUseWords(): (use: ResourceDetail['use']) => string {
  const { t } = useTranslation()
  return ({ agreements, reads, lastUsedOn }) => {
    const last = lastUsedOn ? t('exchange.holdings.use.last', { day: lastUsedOn }) : t('exchange.holdings.use.never')
    return [t('exchange.holdings.use.figures', { agreements, reads }), last].join(semicolon())
  }
}
