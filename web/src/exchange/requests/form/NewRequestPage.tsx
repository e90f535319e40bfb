import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementDetail, ResourceDetail, ResourceSharing } from '../../../../../src/exchange/schemas.ts'
import { Page } from '../../../shell/Page.tsx'
import { ProblemPage } from '../../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../../shell/states.tsx'
import { resourceQuery } from '../../catalogue/api.ts'
import { agreementQuery, sharingQuery, useAsk } from '../api.ts'
import '../parts.tsx'
import { aYearAhead, RequestForm, type RequestWish } from './RequestForm.tsx'

const route = getRouteApi('/share-requests/new')

/** 申请共享: for one resource of the catalogue, or to follow an agreement that comes to its end. */
export function NewRequestPage() {
  const { t } = useTranslation()
  const { resource: id = '', renews } = route.useSearch()
  const resource = useQuery({ ...resourceQuery(id), enabled: id !== '' })
  const sharing = useQuery({ ...sharingQuery(id), enabled: id !== '' })
  const former = useQuery({ ...agreementQuery(renews ?? ''), enabled: renews !== undefined })
  const failed = [resource, sharing, former].find((query) => query.isError)
  if (id === '')
    return (
      <Page title={t('exchange.sharing.ask')} narrow>
        <QuietState
          title={t('exchange.sharing.form.noResource')}
          action={<Link to="/resources">{t('exchange.sharing.list.toCatalogue')}</Link>}
        >
          {t('exchange.sharing.form.noResourceTodo')}
        </QuietState>
      </Page>
    )
  if (failed) return <ProblemPage of={failed} />
  if (!resource.data || !sharing.data || (renews !== undefined && !former.data)) return <Loading />
  return <Asking resource={resource.data} sharing={sharing.data} former={former.data} />
}

function Asking(props: { resource: ResourceDetail; sharing: ResourceSharing; former: AgreementDetail | undefined }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [once] = useState(() => crypto.randomUUID())
  const ask = useAsk()
  const { resource, sharing, former } = props
  const { items, sharingCondition, legalBasis } = resource.content
  const isWithheld = resource.sharingType === 'none'
  const send = async (wish: RequestWish) => {
    const body = { resourceId: resource.id, ...wish, ...(former ? { renewsId: former.id } : {}) }
    const made = await ask.mutateAsync({ body, once })
    void message.success(
      t(made.state === 'granted' ? 'exchange.sharing.form.grantedAtOnce' : 'exchange.sharing.form.submitted'),
    )
    await navigate({ to: '/share-requests/$requestId', params: { requestId: made.id } })
  }
  return (
    <Page
      narrow
      title={t(isWithheld ? 'exchange.sharing.form.negotiateTitle' : 'exchange.sharing.form.title', {
        name: resource.name,
      })}
      lede={
        sharing.grantsAtOnce
          ? t('exchange.sharing.form.atOnce')
          : t('exchange.sharing.form.lede', {
              ...{ provider: resource.provider.name, days: sharing.answerDays, day: sharing.answerBy },
            })
      }
    >
      {isWithheld && (
        <p className="catalogue-note wanting">
          {t('exchange.sharing.form.negotiateLede')} {t('exchange.sharing.form.basisOf', { basis: legalBasis })}
        </p>
      )}
      {sharingCondition && (
        <p className="catalogue-note">{t('exchange.sharing.form.conditionOf', { condition: sharingCondition })}</p>
      )}
      {former && <p className="catalogue-note">{t('exchange.sharing.form.renews', { day: former.validUntil })}</p>}
      {items.length === 0 ? (
        <p className="catalogue-note wanting">{t('exchange.sharing.form.noItems')}</p>
      ) : (
        <RequestForm
          items={items}
          first={firstWish(items, former)}
          okText={t(isWithheld ? 'exchange.sharing.form.submitNegotiation' : 'exchange.sharing.form.submit')}
          onSend={send}
        />
      )}
    </Page>
  )
}

/** What the agreement before said, as far as the resource still has it; else nothing but the usual. */
function firstWish(items: ResourceDetail['content']['items'], former: AgreementDetail | undefined): RequestWish {
  const has = (name: string) => items.some((item) => item.name === name)
  const terms = former
    ? {
        items: former.terms.items.filter(has),
        masks: Object.fromEntries(Object.entries(former.terms.masks).filter(([item]) => has(item))),
        rows: former.terms.rows.filter(({ item }) => has(item)),
      }
    : { items: [], masks: {}, rows: [] }
  const { purpose = '', matter = '', legalBasis = '', access = 'interface' } = former ?? {}
  return { purpose, matter, legalBasis, access, validUntil: aYearAhead(), contact: '', terms }
}
