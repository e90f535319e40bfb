import { useTranslation } from 'react-i18next'
import type { Document } from '../../../../src/plan/schemas.ts'
import { Problem } from '../../shell/api.ts'
import { ReasonDialog } from '../../shell/ReasonDialog.tsx'
import { useWithdrawal } from '../api.ts'

/** Takes a document out of the register, with the reason. */
export function WithdrawDialog({
  document,
  onClose,
}: {
  document: Pick<Document, 'id' | 'revision' | 'title'>
  onClose: () => void
}) {
  const { t } = useTranslation()
  const withdrawal = useWithdrawal(document)
  const withdraw = async (reason: string) => {
    await withdrawal.mutateAsync({ act: 'withdraw', reason }).catch((error) => {
      throw problemOf(error)
    })
  }
  return (
    <ReasonDialog
      isDanger
      title={t('withdrawal.title')}
      okText={t('withdrawal.withdraw')}
      lede={
        <>
          <p className="dialog-quote">{document.title}</p>
          <p className="withdraw-lede">{t('withdrawal.lede')}</p>
        </>
      }
      label={t('reject.reason')}
      done={t('withdrawal.done', { title: document.title })}
      onSend={withdraw}
      onClose={onClose}
    />
  )
}

/** Somebody changed the document since it was opened: what is behind the dialog is the newest by now. */
const problemOf = (error: unknown) =>
  error instanceof Problem && error.status === 412 ? new Problem('version_outdated', 412, '') : error
