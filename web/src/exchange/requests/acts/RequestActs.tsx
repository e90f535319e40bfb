import { useNavigate } from '@tanstack/react-router'
import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestDetail } from '../../../../../src/exchange/schemas.ts'
import { useProblemText } from '../../../shell/ProblemNotice.tsx'
import { stop } from '../../../shell/punctuation.ts'
import { useDecide, useReply } from '../api.ts'
import { WordsDialog } from '../WordsDialog.tsx'
import { GrantDialog } from './GrantDialog.tsx'

/** What one may do with a request, now. */
export function RequestActs({ request }: { request: RequestDetail }) {
  return (
    <>
      {request.mayDecide && <Deciding request={request} />}
      {request.mayReply && <Replying request={request} />}
    </>
  )
}

function Deciding({ request }: { request: RequestDetail }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'grant' | 'askMore' | 'refuse' | null>(null)
  const decide = useDecide(request.id)
  const { state, sharingNow, revision } = request
  if (state !== 'submitted' && state !== 'brought_forward') return null
  const close = () => setOpen(null)
  const send = (step: 'asked_more' | 'refused') => (words: string) =>
    decide.mutateAsync({ body: { step, words }, revision })
  return (
    <>
      <Button onClick={() => setOpen('refuse')}>{t('exchange.sharing.acts.refuse')}</Button>
      {state === 'submitted' && (
        <Button onClick={() => setOpen('askMore')}>{t('exchange.sharing.acts.askMore')}</Button>
      )}
      <Button type="primary" disabled={sharingNow === null || sharingNow === 'none'} onClick={() => setOpen('grant')}>
        {t('exchange.sharing.acts.grant')}
      </Button>
      {open === 'grant' && <GrantDialog request={request} onClose={close} />}
      {open === 'askMore' && (
        <WordsDialog
          title={t('exchange.sharing.acts.askMoreTitle')}
          lede={t('exchange.sharing.acts.askMoreLede')}
          label={t('exchange.sharing.acts.askMoreLabel')}
          okText={t('exchange.sharing.acts.askMore')}
          onSend={send('asked_more')}
          onClose={close}
        />
      )}
      {open === 'refuse' && (
        <WordsDialog
          title={t('exchange.sharing.acts.refuseTitle')}
          lede={t('exchange.sharing.acts.refuseLede')}
          label={t('exchange.sharing.acts.reason')}
          okText={t('exchange.sharing.acts.refuse')}
          isDanger
          onSend={send('refused')}
          onClose={close}
        />
      )}
    </>
  )
}

function Replying({ request }: { request: RequestDetail }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const words = useProblemText()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'takeBack' | 'forward' | null>(null)
  const reply = useReply(request.id)
  const { id, state, revision, broughtForward } = request
  const close = () => setOpen(null)
  const accept = () =>
    reply.mutate(
      { body: { step: 'accepted' }, revision },
      {
        onSuccess: () => void message.success(t('exchange.sharing.form.grantedAtOnce')),
        onError: (problem) => {
          const { title, todo } = words(problem)
          void message.error(`${title}${stop()}${todo}`, 8)
        },
      },
    )
  const mayTakeBack =
    state === 'submitted' || state === 'correction' || state === 'offered' || state === 'brought_forward'
  return (
    <>
      {mayTakeBack && <Button onClick={() => setOpen('takeBack')}>{t('exchange.sharing.acts.takeBack')}</Button>}
      {state === 'correction' && (
        <Button
          type="primary"
          onClick={() => void navigate({ to: '/share-requests/$requestId/mend', params: { requestId: id } })}
        >
          {t('exchange.sharing.acts.mend')}
        </Button>
      )}
      {state === 'offered' && (
        <Popconfirm title={t('exchange.sharing.acts.acceptTitle')} onConfirm={accept}>
          <Button type="primary" loading={reply.isPending}>
            {t('exchange.sharing.acts.accept')}
          </Button>
        </Popconfirm>
      )}
      {state === 'refused' && !broughtForward && (
        <Button type="primary" onClick={() => setOpen('forward')}>
          {t('exchange.sharing.acts.bringForward')}
        </Button>
      )}
      {open === 'takeBack' && (
        <WordsDialog
          title={t('exchange.sharing.acts.takeBackTitle')}
          lede={t('exchange.sharing.acts.takeBackLede')}
          label={t('exchange.sharing.acts.giveUpLabel')}
          okText={t('exchange.sharing.acts.takeBack')}
          isDanger
          isOptional
          onSend={(said) => reply.mutateAsync({ body: { step: 'taken_back', words: said }, revision })}
          onClose={close}
        />
      )}
      {open === 'forward' && (
        <WordsDialog
          title={t('exchange.sharing.acts.bringForwardTitle')}
          lede={t('exchange.sharing.acts.bringForwardLede')}
          label={t('exchange.sharing.acts.reason')}
          okText={t('exchange.sharing.acts.bringForward')}
          onSend={(said) => reply.mutateAsync({ body: { step: 'brought_forward', words: said }, revision })}
          onClose={close}
        />
      )}
    </>
  )
}
