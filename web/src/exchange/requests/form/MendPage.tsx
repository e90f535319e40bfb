import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { Page } from '../../../shell/Page.tsx'
import { ProblemPage } from '../../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../../shell/states.tsx'
import { requestQuery, useMend } from '../api.ts'
import '../parts.tsx'
import { MendForm } from './MendForm.tsx'

const route = getRouteApi('/share-requests/$requestId/mend')

/** 补正: what the provider asked for more of. */
export function MendPage() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const { requestId } = route.useParams()
  const found = useQuery(requestQuery(requestId))
  const mend = useMend(requestId)
  if (found.isPending) return <Loading />
  if (found.isError) return <ProblemPage of={found} />
  const request = found.data
  const back = (
    <Link to="/share-requests/$requestId" params={{ requestId }}>
      {t('exchange.sharing.form.toRequest')}
    </Link>
  )
  return (
    <Page narrow title={t('exchange.sharing.form.mendTitle', { name: request.resource.name })} actions={back}>
      {request.state !== 'correction' || !request.mayReply ? (
        <QuietState title={t('exchange.sharing.form.notMendable')} action={back} />
      ) : (
        <MendForm
          asked={request.words}
          items={request.items}
          first={request}
          onSend={async ({ purpose, matter, legalBasis, access, validUntil, contact, terms }, words) => {
            const wish = { purpose, matter, legalBasis, access, validUntil, contact, terms }
            await mend.mutateAsync({ body: { ...wish, words }, revision: request.revision })
            void message.success(t('exchange.sharing.form.submitted'))
            await navigate({ to: '/share-requests/$requestId', params: { requestId } })
          }}
        />
      )}
    </Page>
  )
}
