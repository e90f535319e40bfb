import { CloseCircleFilled } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '../../shell/ProblemNotice.tsx'
import { bytesText } from '../../shell/time.ts'
import { Outcome } from './Outcome.tsx'
import type { Ingesting } from './useIngest.ts'

/** Every file that was given, with how far it is and what came of it. */
export function IngestList(props: {
  queue: readonly Ingesting[]
  onAgain: (key: number) => void
  onClear: () => void
}) {
  const { t } = useTranslation()
  const problemOf = useProblemText()
  const { queue } = props
  if (queue.length === 0) return null
  const settled = queue.filter(({ phase }) => phase === 'done' || phase === 'failed').length
  return (
    <section className="ingest-list sheet" aria-live="polite" aria-label={t('ingest.progress')}>
      <header>
        <strong>{t('ingest.settled', { settled, total: queue.length })}</strong>
        <Button size="small" type="text" disabled={settled === 0} onClick={props.onClear}>
          {t('ingest.clear')}
        </Button>
      </header>
      <ul>
        {queue.map((item) => (
          <li key={item.key}>
            <div className="ingest-file">
              <span className="ingest-name">{item.file.name}</span>
              <small>{bytesText(item.file.size)}</small>
              {item.phase === 'failed' ? null : item.phase === 'done' ? null : (
                <span className="ingest-phase">
                  {t(`ingest.phases.${item.phase}`)}
                  <Progress
                    percent={item.phase === 'reading' ? 100 : Math.round(item.sent * 100)}
                    status={item.phase === 'waiting' ? 'normal' : 'active'}
                    showInfo={item.phase === 'sending'}
                    size="small"
                  />
                </span>
              )}
            </div>
            {item.phase === 'failed' && (
              <p className="outcome refused">
                <CloseCircleFilled aria-hidden />
                <span>
                  <b>{problemOf(item.problem).title}</b> {problemOf(item.problem).todo}{' '}
                  <Button size="small" type="link" onClick={() => props.onAgain(item.key)}>
                    {t('shell.retry')}
                  </Button>
                </span>
              </p>
            )}
            {item.results.map((result) => (
              <Outcome
                key={result.file}
                result={result}
                named={item.results.length > 1 || result.file !== item.file.name}
              />
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
