import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ToldResourceListed } from '../../../../../src/exchange/schemas.ts'
import { Page } from '../../../shell/Page.tsx'
import { ProblemPage } from '../../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../../shell/states.tsx'
import { aYearAhead, RequestForm, type RequestWish } from '../../requests/form/RequestForm.tsx'
import '../../requests/parts.tsx'
import { toldResourceQuery, useAskOutside } from '../api.ts'
import { useNodeName } from '../parts.tsx'
import { WithheldNote } from './parts.tsx'

const route = getRouteApi('/nodes/requests/new')

/** 申请共享: for a resource that another node told of. */
export function NewRequestPage() {
  const { t } = useTranslation()
  const { owner = '', resource = '' } = route.useSearch()
  const isChosen = owner !== '' && resource !== ''
  const found = useQuery({ ...toldResourceQuery(owner, resource), enabled: isChosen })
  if (!isChosen)
    return (
      <Page title={t('exchange.nodes.outside.ask')} narrow>
        <QuietState
          title={t('exchange.nodes.outside.noResource')}
          action={<Link to="/resources/elsewhere">{t('exchange.nodes.outside.toResources')}</Link>}
        >
          {t('exchange.nodes.outside.noneTodo')}
        </QuietState>
      </Page>
    )
  if (found.isError) return <ProblemPage of={found} />
  return found.data ? <Asking resource={found.data} /> : <Loading />
}

function Asking({ resource }: { resource: ToldResourceListed }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const nameOf = useNodeName()
  const [once] = useState(() => crypto.randomUUID())
  const ask = useAskOutside()
  const { owner, key, provider, content } = resource
  const node = nameOf(owner)
  const isWithheld = content.sharingType === 'none'
  const first: RequestWish = {
    ...{ purpose: '', matter: '', legalBasis: '', access: 'subscription', validUntil: aYearAhead(), contact: '' },
    terms: { items: [], masks: {}, rows: [] },
  }
  const send = async ({ access: _, ...wish }: RequestWish) => {
    const made = await ask.mutateAsync({ body: { owner: owner.code, resourceId: key, ...wish }, once })
    void message.success(t('exchange.nodes.outside.sent', { node }))
    await navigate({ to: '/nodes/requests/$requestId', params: { requestId: made.id } })
  }
  return (
    <Page
      narrow
      title={t(isWithheld ? 'exchange.sharing.form.negotiateTitle' : 'exchange.nodes.outside.newTitle', {
        name: content.name,
      })}
      lede={t('exchange.nodes.outside.newLede', { provider, node })}
    >
      {isWithheld && <WithheldNote basis={content.legalBasis} />}
      {content.sharingCondition && (
        <p className="catalogue-note">
          {t('exchange.sharing.form.conditionOf', { condition: content.sharingCondition })}
        </p>
      )}
      {content.items.length === 0 ? (
        <p className="catalogue-note wanting">{t('exchange.sharing.form.noItems')}</p>
      ) : (
        <RequestForm
          isSubscription
          items={content.items}
          first={first}
          okText={t(isWithheld ? 'exchange.sharing.form.submitNegotiation' : 'exchange.sharing.form.submit')}
          onSend={send}
        />
      )}
    </Page>
  )
}
