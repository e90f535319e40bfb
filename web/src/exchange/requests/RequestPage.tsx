import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestDetail } from '../../../../src/exchange/schemas.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemPage } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { SharingMark } from '../catalogue/parts.tsx'
import { useNodeName } from '../nodes/parts.tsx'
import { RequestActs } from './acts/RequestActs.tsx'
import { requestQuery } from './api.ts'
import { Facts } from './Facts.tsx'
import { Parties, RequestBadge, SharingNav } from './parts.tsx'
import { Timeline } from './Timeline.tsx'
import { NarrowingText, TermsText } from './terms/TermsText.tsx'
import { WaitsLine } from './Waits.tsx'

const route = getRouteApi('/share-requests/$requestId')

/** One request: on whom it waits and how long yet, what is asked for, what was done. */
export function RequestPage() {
  const { requestId } = route.useParams()
  const found = useQuery(requestQuery(requestId))
  if (found.isPending) return <Loading />
  if (found.isError) return <ProblemPage of={found} />
  return <Found request={found.data} />
}

function Found({ request }: { request: RequestDetail }) {
  const { t } = useTranslation()
  const nameOf = useNodeName()
  return (
    <Page
      title={request.resource.name}
      lede={
        <span className="catalogue-lede">
          <RequestBadge state={request.state} />
          <span>
            <Parties {...request} />
          </span>
          <SharingMark type={request.sharingType} />
        </span>
      }
      actions={<RequestActs request={request} />}
    >
      <SharingNav />
      {request.outside && (
        <p className="catalogue-note">{t('exchange.sharing.request.outside', { node: nameOf(request.outside) })}</p>
      )}
      <Clock request={request} />
      <Outcome request={request} />
      <Asked request={request} />
      <Timeline events={request.events} />
    </Page>
  )
}

/** Why it waits, and on whom. */
function Clock({ request }: { request: RequestDetail }) {
  const { t } = useTranslation()
  const { state, periodDays, periodBasis, usedDays, answeredOn, matterRaised } = request
  return (
    <section className="sheet sharing-clock" aria-label={t('exchange.sharing.fields.waiting')}>
      <p className="sharing-waits">
        <WaitsLine of={request} />
      </p>
      {state === 'correction' && <p>{t('exchange.sharing.clock.stopped', { total: periodDays, used: usedDays })}</p>}
      {state === 'brought_forward' && (
        <p>
          {t('exchange.sharing.clock.coordination')}{' '}
          {matterRaised && (
            <Link to="/escalations/$escalationId" params={{ escalationId: matterRaised.id }}>
              {t('exchange.sharing.clock.matter')}
            </Link>
          )}
        </p>
      )}
      <p className="catalogue-quiet">
        {t('exchange.sharing.clock.basis', { count: periodDays, basis: periodBasis })}
        {answeredOn && ` · ${t('exchange.sharing.clock.answered', { day: answeredOn })}`}
      </p>
    </section>
  )
}

/** What became of it, and what stands in the way of granting it. */
function Outcome({ request }: { request: RequestDetail }) {
  const { t } = useTranslation()
  const { state, narrowing, agreementId, words, sharingNow, mayDecide } = request
  const isOpen = state === 'submitted' || state === 'brought_forward'
  return (
    <>
      {state === 'correction' && (
        <p className="catalogue-note wanting">{t('exchange.sharing.form.asked', { words })}</p>
      )}
      {state === 'refused' && <p className="catalogue-note">{t('exchange.sharing.request.refusedFor', { words })}</p>}
      {isOpen && mayDecide && sharingNow === 'none' && (
        <p className="catalogue-note wanting">{t('exchange.sharing.request.withheldNow')}</p>
      )}
      {isOpen && mayDecide && sharingNow === null && (
        <p className="catalogue-note wanting">{t('exchange.sharing.request.gone')}</p>
      )}
      {narrowing && (
        <section className="sheet sharing-clock">
          <h2 className="section-title">{t('exchange.sharing.narrowing.title')}</h2>
          <NarrowingText narrowing={narrowing} />
          {state === 'granted' && <p className="catalogue-quiet">{t('exchange.sharing.narrowing.accepted')}</p>}
        </section>
      )}
      {agreementId && (
        <p className="catalogue-note">
          <Link to="/share-agreements/$agreementId" params={{ agreementId }}>
            {t('exchange.sharing.request.toAgreement')}
          </Link>
        </p>
      )}
    </>
  )
}

function Asked({ request }: { request: RequestDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const nameOf = useNodeName()
  const { resource, renewsId } = request
  const rows: [name: string, value: ReactNode][] = [
    ['purpose', request.purpose],
    ['matter', request.matter],
    ['legalBasis', request.legalBasis],
    [
      'resource',
      <Link
        key="resource"
        to="/resources/$resourceId"
        params={{ resourceId: resource.id }}
        search={{ version: resource.version }}
      >
        {resource.name}
      </Link>,
    ],
    ...(request.sharingCondition ? [['condition', request.sharingCondition] as [string, ReactNode]] : []),
    ['access', t(`exchange.sharing.access.${request.access}`)],
    ['validUntil', request.validUntil],
    ['contact', request.contact],
    ['askedBy', request.askedBy],
    ...(request.outside ? [['node', nameOf(request.outside)] as [string, ReactNode]] : []),
    ['askedAt', moment(request.at)],
    ...(request.decidedBy ? [['decidedBy', request.decidedBy] as [string, ReactNode]] : []),
    ...(renewsId
      ? [
          [
            'renews',
            <Link key="renews" to="/share-agreements/$agreementId" params={{ agreementId: renewsId }}>
              {t('exchange.sharing.request.renewed')}
            </Link>,
          ] as [string, ReactNode],
        ]
      : []),
  ]
  return (
    <section>
      <h2 className="section-title">{t('exchange.sharing.request.asked')}</h2>
      <Facts rows={rows} wide={['purpose']} />
      <TermsText terms={request.terms} isAsked />
    </section>
  )
}
