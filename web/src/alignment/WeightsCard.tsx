import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../access/session.ts'
import { useProblemText } from '../shell/ProblemNotice.tsx'
import { learn, weightsQuery } from './api.ts'

const parts = ['text', 'title', 'titleInText', 'names', 'fields', 'neighbours', 'mutual', 'role'] as const

/** What a score is made of, and how people's checks have moved it: no black box. */
export function WeightsCard() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const problemText = useProblemText()
  const mayLearn = useMay('alignment.learn')
  const weights = useQuery(weightsQuery)
  const move = useMutation({
    mutationFn: learn,
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['alignment-weights'] })
      void message.success(t('alignment.weights.learned'))
    },
    onError: (error) => {
      const { title, todo } = problemText(error)
      void message.error(`${title} ${todo}`, 8)
    },
  })
  const [newest, before] = weights.data?.items ?? []
  if (!newest) return null
  const most = Math.max(...parts.map((part) => newest.weights[part]))
  return (
    <details className="alignment-weights">
      <summary>
        {t('alignment.weights.title')}
        <small>
          {newest.number === 0 ? t('alignment.weights.initial') : t('alignment.weights.from', newest.reviews)}
        </small>
      </summary>
      <p className="faint">{t('alignment.weights.lede')}</p>
      <dl>
        {parts.map((part) => (
          <div key={part}>
            <dt>{t(`alignment.weights.parts.${part}`)}</dt>
            <dd>
              <i style={{ '--share': newest.weights[part] / most } as CSSProperties} />
              <b>{newest.weights[part].toFixed(2)}</b>
              {before && Math.abs(before.weights[part] - newest.weights[part]) >= 0.005 && (
                <small>← {before.weights[part].toFixed(2)}</small>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {mayLearn && (
        <Button size="small" loading={move.isPending} onClick={() => move.mutate()}>
          {t('alignment.weights.learn')}
        </Button>
      )}
    </details>
  )
}
