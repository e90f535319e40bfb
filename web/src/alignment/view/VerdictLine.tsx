import { useTranslation } from 'react-i18next'
import type { StandingVerdict } from '../../../../src/alignment/schemas.ts'
import type { zhCN } from '../../messages/zh-CN.ts'
import { useMoment } from '../../shell/time.ts'
import { VerdictMark } from '../VerdictMark.tsx'
import { isAlikeOnly } from './model.ts'

/** What a reason is called; the schema lists them. */
type Reason = keyof typeof zhCN.alignment.reasons

/** What became of the chosen provision, why, and who says so. */
export function VerdictLine({ verdict }: { verdict: StandingVerdict }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const percent = Math.round(verdict.share * 100)
  const alikeOnly = isAlikeOnly(verdict)
  return (
    <div className={`verdict-line of-${verdict.kind}`}>
      <VerdictMark verdict={verdict.kind} alikeOnly={alikeOnly} />
      {verdict.reason && <span className="why">{t(`alignment.reasons.${verdict.reason as Reason}`)}</span>}
      {/* Its reason has said so already. */}
      {!alikeOnly && (
        <span className="why" title={t('alignment.view.shareTitle', { percent })}>
          {t('alignment.view.share', { percent })}
        </span>
      )}
      {verdict.by && verdict.at ? (
        <span className="who">
          {t('alignment.view.byPerson', {
            name: verdict.by.userName,
            organization: verdict.by.organizationName,
            at: moment(verdict.at),
          })}
          {verdict.note && ` · ${t('alignment.view.note', { note: verdict.note })}`}
          {verdict.machine.kind !== verdict.kind &&
            ` · ${t('alignment.view.machineSaid', { verdict: t(`alignment.verdicts.${verdict.machine.kind}`) })}`}
        </span>
      ) : null}
    </div>
  )
}
