import { SafetyCertificateOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AuditVerdict } from '../../../src/server/schemas.ts'
import { get } from '../shell/api.ts'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { useNumber } from '../shell/time.ts'

/** Asks the server to compute the whole chain anew, and says where it is broken. */
export function Verify() {
  const { t } = useTranslation()
  const number = useNumber()
  const verify = useMutation({ mutationFn: () => get<AuditVerdict>('/api/v1/audit/verify') })
  const verdict = verify.data
  return (
    <section className="verify sheet" aria-live="polite">
      <Button icon={<SafetyCertificateOutlined />} loading={verify.isPending} onClick={() => verify.mutate()}>
        {t('audit.verify')}
      </Button>
      {!verdict && !verify.isError && <p>{t('audit.verifyLede')}</p>}
      {verify.isError && <ProblemNotice problem={verify.error} />}
      {verdict?.intact && (
        <p className="intact">
          {t('audit.intact', { lines: number(verdict.lines) })} <code>{verdict.head.hash.slice(0, 16)}…</code>
        </p>
      )}
      {verdict?.broken && (
        <p className="broken">
          <b>{t('audit.broken', { seq: verdict.broken.seq })}</b> {verdict.broken.message}{' '}
          <code>{verdict.broken.reason}</code>
        </p>
      )}
    </section>
  )
}
