import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ResourceDetail, ResourceSharing } from '../../../../src/exchange/schemas.ts'
import { useMay } from '../../access/session.ts'
import { useProblemText } from '../../shell/ProblemNotice.tsx'
import { stop } from '../../shell/punctuation.ts'
import { sharingQuery, useChoose } from './api.ts'
import './sharing.css'

/** The way from a resource to asking for it. */
export function AskButton({ resource }: { resource: ResourceDetail }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayRead = useMay('sharing.read')
  const { data } = useQuery({ ...sharingQuery(resource.id), enabled: mayRead && resource.state === 'published' })
  if (!data?.mayRequest || resource.state !== 'published') return null
  return (
    <Button
      type="primary"
      onClick={() => void navigate({ to: '/share-requests/new', search: { resource: resource.id } })}
    >
      {t(resource.sharingType === 'none' ? 'exchange.sharing.negotiate' : 'exchange.sharing.ask')}
    </Button>
  )
}

/** Within how many days is answered, and what one’s own organization has of it already. */
export function ResourceSharingNote({ resource }: { resource: ResourceDetail }) {
  const { t } = useTranslation()
  const mayRead = useMay('sharing.read')
  const { data } = useQuery({ ...sharingQuery(resource.id), enabled: mayRead && resource.state === 'published' })
  if (!data || resource.state !== 'published') return null
  const { openRequestId, agreementId } = data
  return (
    <section>
      <h2 className="section-title">{t('exchange.sharing.resource.title')}</h2>
      <p>
        {data.grantsAtOnce
          ? t('exchange.sharing.resource.atOnce')
          : t('exchange.sharing.resource.answer', { count: data.answerDays, basis: data.basis })}
      </p>
      <p className="sharing-links">
        {openRequestId && (
          <Link to="/share-requests/$requestId" params={{ requestId: openRequestId }}>
            {t('exchange.sharing.resource.open')}
          </Link>
        )}
        {agreementId && (
          <Link to="/share-agreements/$agreementId" params={{ agreementId }}>
            {t('exchange.sharing.resource.agreement')}
          </Link>
        )}
      </p>
      {data.mayChoose && <AtOnce resource={resource} sharing={data} />}
    </section>
  )
}

function AtOnce({ resource, sharing }: { resource: ResourceDetail; sharing: ResourceSharing }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const words = useProblemText()
  const choose = useChoose(resource.id)
  const label = t('exchange.sharing.resource.choice')
  return (
    <p className="sharing-choice no-print">
      <Switch
        aria-label={label}
        checked={sharing.grantsAtOnce}
        loading={choose.isPending}
        onChange={(grantsAtOnce) =>
          choose.mutate(
            { grantsAtOnce, revision: sharing.revision },
            {
              onSuccess: () => void message.success(t('exchange.sharing.resource.saved')),
              onError: (problem) => {
                const { title, todo } = words(problem)
                void message.error(`${title}${stop()}${todo}`, 8)
              },
            },
          )
        }
      />{' '}
      {label} <small className="catalogue-quiet">{t('exchange.sharing.resource.choiceHint')}</small>
    </p>
  )
}
