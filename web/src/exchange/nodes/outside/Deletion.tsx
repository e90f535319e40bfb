import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutsideRequestListed } from '../../../../../src/exchange/schemas.ts'
import { useMoment } from '../../../shell/time.ts'
import { WordsDialog } from '../../requests/WordsDialog.tsx'
import { useReplyOutside } from '../api.ts'

/** Confirms that what another node gave is deleted, once it is given no more. */
export function DeletionAct({ request }: { request: OutsideRequestListed }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const { id, revision, mayConfirmDeletion, answer } = request
  const reply = useReplyOutside(id)
  if (!mayConfirmDeletion) return null
  return (
    <>
      <Button
        type={answer?.agreement?.endKind === 'withdrawn' ? 'primary' : 'default'}
        onClick={() => setOpen(true)}
        className="no-print"
      >
        {t('exchange.sharing.acts.confirmDeletion')}
      </Button>
      {isOpen && (
        <WordsDialog
          title={t('exchange.sharing.acts.confirmDeletionTitle')}
          lede={t('exchange.nodes.outside.deletionLede')}
          label={t('exchange.sharing.acts.confirmDeletionLabel')}
          okText={t('exchange.sharing.acts.confirmDeletion')}
          onSend={(words) => reply.mutateAsync({ body: { step: 'deletion_confirmed', words }, revision })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}

/** That it was confirmed, by whom and how; whether the owner has it; or why it could not be taken. */
export function DeletionNote({ of: { reply, isReplied, answer } }: { of: OutsideRequestListed }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { deletionConfirmedAt: takenAt = null, deletionConfirmedBy } = answer?.agreement ?? {}
  if (takenAt === null && reply?.step !== 'deletion_confirmed') return null
  const reason = answer?.reply?.number === reply?.number ? answer?.reply?.reason : null
  return (
    <p className={`catalogue-note ${takenAt === null && reason ? 'wanting' : ''}`}>
      {reply?.step === 'deletion_confirmed'
        ? t('exchange.nodes.outside.deleted', { name: reply.userName, moment: moment(reply.at), words: reply.words })
        : t('exchange.nodes.outside.deletedThere', { name: deletionConfirmedBy ?? '' })}
      <small>
        {takenAt !== null && t('exchange.nodes.outside.deletionTaken', { moment: moment(takenAt) })}
        {takenAt === null && isReplied && t('exchange.nodes.outside.deletionOnItsWay')}
        {takenAt === null &&
          reason &&
          t('exchange.nodes.outside.replyUntaken', { reason: t(`exchange.nodes.outside.replyReasons.${reason}`) })}
      </small>
    </p>
  )
}
