import { useNavigate } from '@tanstack/react-router'
import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementDetail, AgreementStep } from '../../../../../src/exchange/schemas.ts'
import { useProblemText } from '../../../shell/ProblemNotice.tsx'
import { stop } from '../../../shell/punctuation.ts'
import { useProviderStep, useRecipientStep } from '../api.ts'
import { WordsDialog } from '../WordsDialog.tsx'
import { RaiseDialog } from './RaiseDialog.tsx'

/** What one may do with an agreement, now. */
export function AgreementActs({ agreement }: { agreement: AgreementDetail }) {
  return (
    <>
      {agreement.mayDecide && <Providing agreement={agreement} />}
      {agreement.mayReply && <Using agreement={agreement} />}
    </>
  )
}

function Providing({ agreement }: { agreement: AgreementDetail }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const words = useProblemText()
  const [open, setOpen] = useState<'suspend' | 'withdraw' | null>(null)
  const step = useProviderStep(agreement.id)
  const { state, revision, providedAt } = agreement
  if (state === 'ended') return null
  const close = () => setOpen(null)
  const press = (name: 'provided' | 'resumed') =>
    step.mutate(
      { body: { step: name }, revision },
      {
        onSuccess: () => void message.success(t('exchange.sharing.acts.done')),
        onError: (problem) => {
          const { title, todo } = words(problem)
          void message.error(`${title}${stop()}${todo}`, 8)
        },
      },
    )
  return (
    <>
      <Button onClick={() => setOpen('withdraw')}>{t('exchange.sharing.acts.withdraw')}</Button>
      {state === 'active' && <Button onClick={() => setOpen('suspend')}>{t('exchange.sharing.acts.suspend')}</Button>}
      {state === 'suspended' && (
        <Popconfirm title={t('exchange.sharing.acts.resumeTitle')} onConfirm={() => press('resumed')}>
          <Button loading={step.isPending}>{t('exchange.sharing.acts.resume')}</Button>
        </Popconfirm>
      )}
      {providedAt === null && (
        <Popconfirm
          title={t('exchange.sharing.acts.provideTitle')}
          description={t('exchange.sharing.acts.provideLede')}
          onConfirm={() => press('provided')}
        >
          <Button type="primary" loading={step.isPending}>
            {t('exchange.sharing.acts.provide')}
          </Button>
        </Popconfirm>
      )}
      {open === 'suspend' && (
        <WordsDialog
          title={t('exchange.sharing.acts.suspendTitle')}
          lede={t('exchange.sharing.acts.suspendLede')}
          label={t('exchange.sharing.acts.reason')}
          okText={t('exchange.sharing.acts.suspend')}
          onSend={(said) => step.mutateAsync({ body: { step: 'suspended', words: said }, revision })}
          onClose={close}
        />
      )}
      {open === 'withdraw' && (
        <WordsDialog
          title={t('exchange.sharing.acts.withdrawTitle')}
          lede={t('exchange.sharing.acts.withdrawLede')}
          label={t('exchange.sharing.acts.reason')}
          dayLabel={t('exchange.sharing.acts.withdrawFrom')}
          okText={t('exchange.sharing.acts.withdraw')}
          isDanger
          onSend={(said, from) => step.mutateAsync({ body: { step: 'withdrawn', words: said, from }, revision })}
          onClose={close}
        />
      )}
    </>
  )
}

function Using({ agreement }: { agreement: AgreementDetail }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'giveUp' | 'deletion' | 'dispute' | null>(null)
  const step = useRecipientStep(agreement.id)
  const { id, state, revision, resource, deletionConfirmedAt, endKind } = agreement
  const close = () => setOpen(null)
  const send = (name: AgreementStep & ('given_up' | 'deletion_confirmed')) => (words: string) =>
    step.mutateAsync({ body: { step: name, words }, revision })
  return (
    <>
      {state !== 'ended' && (
        <>
          <Button onClick={() => setOpen('giveUp')}>{t('exchange.sharing.acts.giveUp')}</Button>
          <Button onClick={() => setOpen('dispute')}>{t('exchange.sharing.acts.dispute')}</Button>
        </>
      )}
      {endKind !== 'withdrawn' && (
        <Button
          onClick={() => void navigate({ to: '/share-requests/new', search: { resource: resource.id, renews: id } })}
        >
          {t('exchange.sharing.acts.renew')}
        </Button>
      )}
      {state === 'ended' && deletionConfirmedAt === null && (
        <Button type={endKind === 'withdrawn' ? 'primary' : 'default'} onClick={() => setOpen('deletion')}>
          {t('exchange.sharing.acts.confirmDeletion')}
        </Button>
      )}
      {open === 'giveUp' && (
        <WordsDialog
          title={t('exchange.sharing.acts.giveUpTitle')}
          lede={t('exchange.sharing.acts.giveUpLede')}
          label={t('exchange.sharing.acts.giveUpLabel')}
          okText={t('exchange.sharing.acts.giveUp')}
          isDanger
          isOptional
          onSend={send('given_up')}
          onClose={close}
        />
      )}
      {open === 'deletion' && (
        <WordsDialog
          title={t('exchange.sharing.acts.confirmDeletionTitle')}
          lede={t('exchange.sharing.acts.confirmDeletionLede')}
          label={t('exchange.sharing.acts.confirmDeletionLabel')}
          okText={t('exchange.sharing.acts.confirmDeletion')}
          onSend={send('deletion_confirmed')}
          onClose={close}
        />
      )}
      {open === 'dispute' && <RaiseDialog agreement={agreement} onClose={close} />}
    </>
  )
}
