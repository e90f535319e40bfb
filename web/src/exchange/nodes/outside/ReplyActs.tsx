import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutsideRequest } from '../../../../../src/exchange/schemas.ts'
import { WordsDialog } from '../../requests/WordsDialog.tsx'
import { useReplyOutside } from '../api.ts'
import { DeletionAct } from './Deletion.tsx'

/** What can be replied to another node, now: once; what can be supplemented; and that what it gave is deleted. */
export function ReplyActs({ request }: { request: OutsideRequest }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'accepted' | 'taken_back' | null>(null)
  const reply = useReplyOutside(request.id)
  const { id, mayAccept, mayTakeBack, mayMend, revision } = request
  const act = open === 'accepted' ? 'accept' : 'takeBack'
  return (
    <>
      <DeletionAct request={request} />
      {mayTakeBack && <Button onClick={() => setOpen('taken_back')}>{t('exchange.nodes.outside.takeBack')}</Button>}
      {mayMend && (
        <Button
          type="primary"
          onClick={() => void navigate({ to: '/nodes/requests/$requestId/mend', params: { requestId: id } })}
        >
          {t('exchange.sharing.acts.mend')}
        </Button>
      )}
      {mayAccept && (
        <Button type="primary" onClick={() => setOpen('accepted')}>
          {t('exchange.nodes.outside.accept')}
        </Button>
      )}
      {open && (
        <WordsDialog
          title={t(`exchange.nodes.outside.${act}`)}
          lede={t(`exchange.nodes.outside.${act}Lede`)}
          label={t('exchange.nodes.outside.words')}
          okText={t(`exchange.nodes.outside.${act}`)}
          isOptional
          isDanger={open === 'taken_back'}
          onSend={(words) => reply.mutateAsync({ body: { step: open, words }, revision })}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}
