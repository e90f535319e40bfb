import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftContent, ObligationDetail, Part } from '../../../../src/delivery/reporting/schemas.ts'
import { Contradictions, ReportView } from './ReportView.tsx'
import { ReturnForm } from './ReturnForm.tsx'

const isUsable = ({ state }: Part) => state === 'submitted' || state === 'accepted'
const lineOf = (part: Part, text: string) => `【${part.organization.shortName}】${text.trim()}`

/** What the participants reported to this lead: to read, to build on, to take into one's own words, or to return. */
export function PartsPart(props: {
  detail: ObligationDetail
  content: DraftContent
  onChange: (patch: Partial<DraftContent>) => void
  onReload: () => void
}) {
  const { detail, content, onChange, onReload } = props
  const { t } = useTranslation()
  const [returning, setReturning] = useState<string | null>(null)
  if (detail.parts.length === 0) return null
  const basis = new Set(content.consolidates)

  /** The part's words, once each, under its name. */
  const takenIn = (parts: readonly Part[]): Partial<DraftContent> => {
    const add = (field: 'progress' | 'problems' | 'next') =>
      parts.reduce((text, part) => {
        const said = part.report?.content[field].trim()
        if (!said || text.includes(lineOf(part, said))) return text
        return [text.trimEnd(), lineOf(part, said)].filter(Boolean).join('\n')
      }, content[field])
    return {
      progress: add('progress'),
      problems: add('problems'),
      next: add('next'),
      consolidates: [...new Set([...content.consolidates, ...parts.map(({ obligationId }) => obligationId)])],
    }
  }
  const usable = detail.parts.filter(isUsable)
  return (
    <div className="part parts">
      <h4>
        {t('delivery.reporting.parts')} <small>{t('delivery.reporting.partsLede')}</small>
        {usable.length > 1 && (
          <Button size="small" onClick={() => onChange(takenIn(usable))}>
            {t('delivery.reporting.takeAll')}
          </Button>
        )}
      </h4>
      {detail.parts.map((part) => (
        <article key={part.obligationId} className={`part-report ${part.state}`}>
          <header>
            {isUsable(part) ? (
              <Checkbox
                checked={basis.has(part.obligationId)}
                onChange={(event) =>
                  onChange({
                    consolidates: event.target.checked
                      ? [...content.consolidates, part.obligationId]
                      : content.consolidates.filter((id) => id !== part.obligationId),
                  })
                }
              >
                <b>{part.organization.shortName}</b>
              </Checkbox>
            ) : (
              <b>{part.organization.shortName}</b>
            )}
            <small>
              {part.state === 'due'
                ? t('delivery.reporting.partMissing')
                : t(`delivery.reporting.states.${part.state}`)}
            </small>
            {isUsable(part) && (
              <span className="part-acts">
                <Button size="small" type="text" onClick={() => onChange(takenIn([part]))}>
                  {t('delivery.reporting.takeIn')}
                </Button>
                <Button size="small" type="text" danger onClick={() => setReturning(part.obligationId)}>
                  {t('delivery.reporting.returnPart')}
                </Button>
              </span>
            )}
          </header>
          {part.report && isUsable(part) && (
            <ReportView report={part.report} known={detail.known}>
              <Contradictions found={part.report.contradictions} />
            </ReportView>
          )}
          {returning === part.obligationId && part.report && (
            <ReturnForm
              reportId={part.report.id}
              revision={part.revision}
              onDone={() => {
                setReturning(null)
                onChange({ consolidates: content.consolidates.filter((id) => id !== part.obligationId) })
                onReload()
              }}
              onCancel={() => setReturning(null)}
            />
          )}
        </article>
      ))}
    </div>
  )
}
