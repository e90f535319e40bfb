import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import type { OutsideRequest, ToldResourceListed } from '../../../../../src/exchange/schemas.ts'
import { Page } from '../../../shell/Page.tsx'
import { ProblemPage } from '../../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../../shell/states.tsx'
import { MendForm } from '../../requests/form/MendForm.tsx'
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
  if (failed) return <ProblemPage of={failed} />
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
  const mend = useMendOutside(request.id)
  const { answer, owner, purpose, matter, legalBasis, validUntil, contact, terms, revision } = request
  return (
    <MendForm
      isSubscription
      asked={answer?.words ?? ''}
      note={answer?.supplement?.reason && t(`exchange.nodes.outside.reasons.${answer.supplement.reason}`)}
      items={items}
      first={{ purpose, matter, legalBasis, validUntil, contact, terms, access: 'subscription' }}
      onSend={async ({ access: _, ...wish }, words) => {
        await mend.mutateAsync({ body: { ...wish, words }, revision })
        void message.success(t('exchange.nodes.outside.supplemented', { node: nameOf(owner) }))
        await navigate({ to: '/nodes/requests/$requestId', params: { requestId: request.id } })
      }}
    />
  )
}
