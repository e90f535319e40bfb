import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { HoldingDetail } from '../../../../../src/exchange/schemas.ts'

/** 系统接入: how another program asks for what the agreement covers. */
export function HowToCall({ agreement }: { agreement: HoldingDetail['agreements'][number] }) {
  const { t } = useTranslation()
  const at = `${window.location.origin}/api/v1/shared-data/${agreement.id}`
  const call = (rest: string) => `curl -H "Authorization: Bearer qk_…" ${rest}`
  const where = `--data-urlencode 'where=[{"item":"…","operator":"equals","values":["…"]}]'`
  return (
    <section className="holding-how no-print">
      <h2 className="section-title">{t('exchange.holdings.shared.how')}</h2>
      <p>
        {t('exchange.holdings.shared.howLede')} <Link to="/account/keys">{t('exchange.holdings.shared.toKeys')}</Link>
      </p>
      <p>{t('exchange.holdings.shared.page')}</p>
      <pre className="holding-call">{call(`"${at}/rows?limit=1000&matter=…"`)}</pre>
      <p>{t('exchange.holdings.shared.filter')}</p>
      <pre className="holding-call">{call(`-G ${where} ${at}/rows`)}</pre>
      {agreement.access === 'subscription' && (
        <>
          <p>{t('exchange.holdings.shared.changes')}</p>
          <pre className="holding-call">{call(`"${at}/changes?after=0"`)}</pre>
        </>
      )}
      <p className="catalogue-quiet">{t('exchange.holdings.shared.prove')}</p>
    </section>
  )
}
