import { useTranslation } from 'react-i18next'
import type { DocumentDetail } from '../../../../src/plan/schemas.ts'
import { useMoment } from '../../shell/time.ts'
import { RestoreButton } from './RestoreButton.tsx'

/** Over a document that was taken out of the register: who did it, when and why, and the way back. */
export function WithdrawnNotice({ facts }: { facts: DocumentDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { withdrawn } = facts
  if (!withdrawn) return null
  return (
    <div className="withdrawn-notice" role="status">
      <p>
        <b>{t('withdrawal.state')}</b>{' '}
        {t('withdrawal.by', {
          name: withdrawn.by.userName,
          organization: withdrawn.by.organizationName,
          at: moment(withdrawn.at),
          reason: withdrawn.reason,
        })}{' '}
        {t('withdrawal.stateLede')}
      </p>
      {facts.mayWithdraw && <RestoreButton document={facts} />}
    </div>
  )
}
