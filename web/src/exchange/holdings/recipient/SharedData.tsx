import { DownloadOutlined } from '@ant-design/icons'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HoldingDetail } from '../../../../../src/exchange/schemas.ts'
import { Notice } from '../../../monitoring/shared/Notice.tsx'
import { withQuery } from '../../../shell/api.ts'
import { HowToCall } from './HowToCall.tsx'
import { SharedTable } from './SharedTable.tsx'

const route = getRouteApi('/resources/$resourceId/data')
type Agreement = HoldingDetail['agreements'][number]

/** What a recipient's agreement covers: looked at when it says so (each look is logged), downloaded, called by a program. */
export function SharedData({ holding }: { holding: HoldingDetail }) {
  const { t } = useTranslation()
  const { agreement: wanted } = route.useSearch()
  const navigate = route.useNavigate()
  const { agreements } = holding
  const agreement = agreements.find(({ id }) => id === wanted) ?? agreements[0]
  const field = useId()
  if (!agreement) return null
  return (
    <>
      <div className="holding-wishes">
        <div>
          <label htmlFor={field}>{t('exchange.holdings.shared.agreement')}</label>
          <Select
            id={field}
            value={agreement.id}
            onChange={(id) => void navigate({ search: { agreement: id }, resetScroll: false })}
            options={agreements.map(({ id, purpose, validUntil }) => ({
              value: id,
              label: t('exchange.holdings.shared.until', { purpose, until: validUntil }),
            }))}
          />
        </div>
      </div>
      {!agreement.isInForce && <Notice kind="info" title={t('exchange.holdings.shared.notInForce')} />}
      {agreement.isInForce && !holding.isLoaded && (
        <Notice kind="info" title={t('exchange.holdings.data.none')}>
          {t('problems.share_nothing_loaded.todo')}
        </Notice>
      )}
      {agreement.isInForce && holding.isLoaded && <Usable key={agreement.id} agreement={agreement} />}
      {agreement.isInForce && <HowToCall agreement={agreement} />}
    </>
  )
}

function Usable({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation()
  const [matter, setMatter] = useState('')
  const [shown, setShown] = useState<string | null>(null)
  const field = useId()
  return (
    <>
      <form
        className="holding-wishes no-print"
        onSubmit={(event) => {
          event.preventDefault()
          setShown(matter.trim())
        }}
      >
        <div>
          <label htmlFor={field}>{t('exchange.holdings.shared.matter')}</label>
          <Input id={field} maxLength={200} value={matter} onChange={(event) => setMatter(event.target.value)} />
          <small>{t('exchange.holdings.shared.showSays')}</small>
        </div>
        <div className="holding-acts">
          <Button type="primary" htmlType="submit">
            {t('exchange.holdings.shared.show')}
          </Button>
          <Button
            icon={<DownloadOutlined />}
            href={withQuery(`/api/v1/shared-data/${agreement.id}/rows.csv`, { matter: matter.trim() })}
            download
          >
            {t('exchange.holdings.shared.csv')}
          </Button>
        </div>
      </form>
      {shown !== null && <SharedTable agreementId={agreement.id} matter={shown} />}
    </>
  )
}
