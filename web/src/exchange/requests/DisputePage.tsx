import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DisputeDetail } from '../../../../src/exchange/schemas.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemPage, useProblemText } from '../../shell/ProblemNotice.tsx'
import { stop } from '../../shell/punctuation.ts'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { AnswerDialog } from './acts/AnswerDialog.tsx'
import { disputeQuery, useTakeDisputeBack } from './api.ts'
import { DisputeBadge, Parties, SharingNav } from './parts.tsx'
import { WaitsLine } from './Waits.tsx'

const route = getRouteApi('/share-disputes/$disputeId')

/** One disputed value, and what its provider found. */
export function DisputePage() {
  const { disputeId } = route.useParams()
  const found = useQuery(disputeQuery(disputeId))
  if (found.isPending) return <Loading />
  if (found.isError) return <ProblemPage of={found} />
  return <Found dispute={found.data} />
}

function Found({ dispute }: { dispute: DisputeDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { resource, item, answer, answeredAt, answeredBy, holdingRevision } = dispute
  return (
    <Page
      narrow
      title={t('exchange.sharing.disputes.page', { resource: resource.name, item })}
      lede={
        <span className="catalogue-lede">
          <DisputeBadge state={dispute.state} />
          <span>
            <Parties {...dispute} />
          </span>
          <Link to="/share-agreements/$agreementId" params={{ agreementId: dispute.agreementId }}>
            {t('exchange.sharing.request.toAgreement')}
          </Link>
        </span>
      }
      actions={<Acts dispute={dispute} />}
    >
      <SharingNav />
      {dispute.waiting && (
        <section className="sheet sharing-clock" aria-label={t('exchange.sharing.fields.waiting')}>
          <p className="sharing-waits">
            <WaitsLine of={dispute} />
          </p>
        </section>
      )}
      {answer && (
        <section className="sheet sharing-clock">
          <p className="catalogue-quiet">
            {t('exchange.sharing.disputes.answered', { name: answeredBy ?? '', at: moment(answeredAt ?? '') })}
          </p>
          <p className="sharing-words">{answer}</p>
          {holdingRevision !== null && <p>{t('exchange.sharing.disputes.revision', { number: holdingRevision })}</p>}
        </section>
      )}
      <Said dispute={dispute} />
    </Page>
  )
}

function Said({ dispute }: { dispute: DisputeDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { rowKey, item, says, shouldSay, evidence, raisedBy, recipient, at } = dispute
  const rows = { rowKey, item, says, shouldSay, evidence, raisedBy: `${raisedBy} · ${recipient.name} · ${moment(at)}` }
  return (
    <section>
      <h2 className="section-title">{t('exchange.sharing.disputes.facts')}</h2>
      <dl className="catalogue-facts sheet">
        {(Object.keys(rows) as (keyof typeof rows)[]).map((name) => (
          <div key={name} className={name === 'evidence' ? 'wide' : undefined}>
            <dt>{t(`exchange.sharing.disputes.${name}`)}</dt>
            <dd>{rows[name] || <span className="catalogue-quiet">{t('exchange.sharing.disputes.empty')}</span>}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Acts({ dispute }: { dispute: DisputeDetail }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const words = useProblemText()
  const [isAnswering, setAnswering] = useState(false)
  const takeBack = useTakeDisputeBack(dispute.id)
  return (
    <>
      {dispute.mayTakeBack && (
        <Popconfirm
          title={t('exchange.sharing.disputes.takeBackTitle')}
          onConfirm={() =>
            takeBack.mutate(
              { body: undefined, revision: dispute.revision },
              {
                onError: (problem) => {
                  const { title, todo } = words(problem)
                  void message.error(`${title}${stop()}${todo}`, 8)
                },
              },
            )
          }
        >
          <Button loading={takeBack.isPending}>{t('exchange.sharing.disputes.takeBack')}</Button>
        </Popconfirm>
      )}
      {dispute.mayAnswer && (
        <Button type="primary" onClick={() => setAnswering(true)}>
          {t('exchange.sharing.acts.answer')}
        </Button>
      )}
      {isAnswering && <AnswerDialog dispute={dispute} onClose={() => setAnswering(false)} />}
    </>
  )
}
