import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Question } from '../../../../src/exchange/schemas.ts'
import { useMay } from '../../access/session.ts'
import { CardTable } from '../../monitoring/shared/CardTable.tsx'
import { Page } from '../../shell/Page.tsx'
import { PagedList } from '../../shell/PagedList.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { ReasonDialog } from '../../shell/ReasonDialog.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { questionsQuery, useVerifications, useWithdrawQuestion } from './api.ts'
import { CheckReceipt } from './CheckReceipt.tsx'
import { TABS } from './filter.ts'
import { AnswerMark, useQuestionWords } from './parts.tsx'

const route = getRouteApi('/verifications')

/** 数据核对: questions that can be asked, what was asked and answered, receipts checked. */
export function VerificationsPage() {
  const { t } = useTranslation()
  const { tab = 'questions' } = route.useSearch()
  const navigate = route.useNavigate()
  const mayOffer = useMay('verification.offer')
  const content = {
    questions: <Questions />,
    asked: <Log side="asked" />,
    answered: <Log side="answered" />,
    check: <CheckReceipt />,
  }
  return (
    <Page
      title={t('exchange.verification.title')}
      lede={t('exchange.verification.lede')}
      actions={
        mayOffer && (
          <Link to="/verifications/new">
            <Button icon={<PlusOutlined />}>{t('exchange.verification.offer')}</Button>
          </Link>
        )
      }
    >
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(next) =>
          void navigate({ search: TABS.flatMap((one) => (one === next ? [{ tab: one }] : []))[0] ?? {}, replace: true })
        }
        items={TABS.map((one) => ({
          key: one,
          label: t(`exchange.verification.tabs.${one}`),
          children: content[one],
        }))}
      />
    </Page>
  )
}

function Questions() {
  const { t } = useTranslation()
  const questions = useQuery(questionsQuery)
  if (questions.isPending) return <Loading />
  if (questions.isError) return <ProblemNotice problem={questions.error} onRetry={() => void questions.refetch()} />
  if (questions.data.items.length === 0)
    return <QuietState title={t('exchange.verification.none')}>{t('exchange.verification.noneTodo')}</QuietState>
  return (
    <ul className="verification-cards">
      {questions.data.items.map((question) => (
        <QuestionCard key={question.id} question={question} />
      ))}
    </ul>
  )
}

function QuestionCard({ question }: { question: Question }) {
  const { t } = useTranslation()
  const { name, asks, conditions } = useQuestionWords()
  const mayAsk = useMay('verification.ask')
  const [isWithdrawing, setWithdrawing] = useState(false)
  const { id, content, provider, resource, version, state, withdrawnReason } = question
  const { limit, perDay, perYear, mostSubjects } = content
  return (
    <li className="sheet">
      <h2>{name(content)}</h2>
      <p>{asks(content)}</p>
      {content.rows.length > 0 && <p>{conditions(content)}</p>}
      {content.description && <p className="catalogue-quiet">{content.description}</p>}
      {limit && <p className="catalogue-quiet">{t('exchange.verification.limits', { ...limit })}</p>}
      <p className="catalogue-quiet">
        {t('exchange.verification.often', { perDay, perYear })} ·{' '}
        {t('exchange.verification.upTo', { count: mostSubjects })}
      </p>
      <p>
        {provider.name} ·{' '}
        <Link to="/resources/$resourceId" params={{ resourceId: resource.id }}>
          {resource.name}
        </Link>
      </p>
      {state === 'withdrawn' && (
        <p className="catalogue-note">{t('exchange.verification.withdrawn', { reason: withdrawnReason ?? '' })}</p>
      )}
      <p className="mon-note">
        {t('exchange.verification.version', { number: version })} · {t('exchange.verification.timesAsked')}{' '}
        {question.asked}
      </p>
      {state === 'offered' && (
        <div className="acts no-print">
          {mayAsk && (
            <Link to="/verifications/questions/$questionId/ask" params={{ questionId: id }}>
              <Button type="primary">{t('exchange.verification.ask')}</Button>
            </Link>
          )}
          {question.mayOffer && (
            <>
              <Link to="/verifications/questions/$questionId/edit" params={{ questionId: id }}>
                <Button>{t('exchange.verification.change')}</Button>
              </Link>
              <Button onClick={() => setWithdrawing(true)}>{t('exchange.verification.withdraw')}</Button>
            </>
          )}
        </div>
      )}
      {isWithdrawing && <WithdrawDialog question={question} onClose={() => setWithdrawing(false)} />}
    </li>
  )
}

function WithdrawDialog({ question, onClose }: { question: Question; onClose: () => void }) {
  const { t } = useTranslation()
  const { name } = useQuestionWords()
  const withdraw = useWithdrawQuestion(question.id)
  return (
    <ReasonDialog
      isDanger
      title={t('exchange.verification.withdrawTitle', { name: name(question.content) })}
      okText={t('exchange.verification.withdraw')}
      lede={t('exchange.verification.withdrawLede')}
      label={t('exchange.verification.reason')}
      done={t('exchange.verification.saved')}
      onSend={(reason) => withdraw.mutateAsync(reason)}
      onClose={onClose}
    />
  )
}

/** What was asked, or answered: by whom, for what, when, and the answer. */
function Log({ side }: { side: 'asked' | 'answered' }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { name } = useQuestionWords()
  return (
    <PagedList
      list={useVerifications(side)}
      none={
        <QuietState title={t('exchange.verification.list.none')}>
          {t(side === 'asked' ? 'exchange.verification.list.noneTodo' : 'exchange.verification.list.answeredTodo')}
        </QuietState>
      }
    >
      {(items) => (
        <CardTable
          items={items}
          keyOf={({ id }) => id}
          head={(column) => t(`exchange.verification.list.columns.${column}`)}
          cells={{
            question: ({ id, question, comparison, limit, unit }) => (
              <>
                <Link to="/verifications/$verificationId" params={{ verificationId: id }} className="sec-name">
                  {name(question)}
                </Link>
                {comparison && limit && (
                  <small>
                    {t(`exchange.verification.comparisons.${comparison as 'under'}`)} {limit} {unit}
                  </small>
                )}
              </>
            ),
            answer: ({ answer }) => <AnswerMark answer={answer} />,
            persons: ({ persons }) => t('exchange.verification.list.persons', { count: persons }),
            party: ({ provider, asker, askedBy }) => (
              <>
                {side === 'asked' ? provider.name : asker.name}
                {side === 'answered' && <small>{askedBy}</small>}
              </>
            ),
            matter: ({ matter, purpose }) => (
              <>
                {matter}
                <small>{purpose}</small>
              </>
            ),
            at: ({ at }) => moment(at),
          }}
        />
      )}
    </PagedList>
  )
}
