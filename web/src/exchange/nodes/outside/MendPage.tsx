import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { App, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutsideRequest, ToldResourceListed } from '../../../../../src/exchange/schemas.ts'
import { Page } from '../../../shell/Page.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../../shell/states.tsx'
import { RequestForm } from '../../requests/form/RequestForm.tsx'
import '../../requests/parts.tsx'
import { outsideRequestQuery, toldResourceQuery, useMendOutside } from '../api.ts'
import { useNodeName } from '../parts.tsx'

const route = getRouteApi('/nodes/requests/$requestId/mend')

/** 补正: what the provider at another node asked for more of. */
export function MendPage() {
  const { t } = useTranslation()
  const { requestId } = route.useParams()
  const found = useQuery(outsideRequestQuery(requestId))
  const { owner, resource } = found.data ?? {}
  const told = useQuery({
    ...toldResourceQuery(owner?.code ?? '', resource?.id ?? ''),
    enabled: found.data?.mayMend === true,
  })
  const failed = [found, told].find(({ isError }) => isError)
  if (failed)
    return (
      <div className="page narrow">
        <ProblemNotice problem={failed.error} onRetry={() => void failed.refetch()} />
      </div>
    )
  if (!found.data) return <Loading />
  const back = (
    <Link to="/nodes/requests/$requestId" params={{ requestId }}>
      {t('exchange.sharing.form.toRequest')}
    </Link>
  )
  if (!found.data.mayMend)
    return (
      <Page narrow title={t('exchange.sharing.form.mendTitle', { name: found.data.resource.name })}>
        <QuietState title={t('exchange.sharing.form.notMendable')} action={back} />
      </Page>
    )
  if (!told.data) return <Loading />
  return (
    <Page narrow title={t('exchange.sharing.form.mendTitle', { name: found.data.resource.name })} actions={back}>
      <Mending request={found.data} items={told.data.content.items} />
    </Page>
  )
}

function Mending({ request, items }: { request: OutsideRequest; items: ToldResourceListed['content']['items'] }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const nameOf = useNodeName()
  const [words, setWords] = useState('')
  const mend = useMendOutside(request.id)
  const { answer, owner, purpose, matter, legalBasis, validUntil, contact, terms, revision } = request
  return (
    <>
      <p className="catalogue-note wanting">
        {t('exchange.sharing.form.asked', { words: answer?.words ?? '' })}
        {answer?.supplement?.reason && <small>{t(`exchange.nodes.outside.reasons.${answer.supplement.reason}`)}</small>}
      </p>
      <RequestForm
        isSubscription
        items={items}
        first={{ purpose, matter, legalBasis, validUntil, contact, terms, access: 'subscription' }}
        okText={t('exchange.sharing.form.resubmit')}
        onSend={async ({ access: _, ...wish }) => {
          await mend.mutateAsync({ body: { ...wish, words: words.trim() }, revision })
          void message.success(t('exchange.nodes.outside.supplemented', { node: nameOf(owner) }))
          await navigate({ to: '/nodes/requests/$requestId', params: { requestId: request.id } })
        }}
      >
        <Form.Item label={t('exchange.sharing.form.reply')} htmlFor="mend-words">
          <Input.TextArea
            id="mend-words"
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={1000}
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
        </Form.Item>
      </RequestForm>
    </>
  )
}
