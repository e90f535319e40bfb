import { Button } from 'antd'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { Problem } from './api.ts'

export interface ProblemText {
  title: string
  /** What the person can do about it. */
  todo: string
  /** Shown where the page has no words of its own. */
  code: string
  isKnown: boolean
}

/**
 * Words for a problem, found by its code. A code the page has no words for is shown with what the server said, so
 * that nothing is hidden from the reader.
 */
export function problemText(code: string, detail: string, facts: Readonly<Record<string, unknown>> = {}): ProblemText {
  const say = (part: 'title' | 'todo', fallback: string) => {
    const key = `problems.${code}.${part}`
    return i18next.exists(key) ? String(i18next.t(key as never, facts as never)) : fallback
  }
  const title = say('title', detail || i18next.t('problems.unknown.title'))
  return {
    title,
    todo: say('todo', i18next.t('problems.unknown.todo')),
    code,
    isKnown: i18next.exists(`problems.${code}.title`),
  }
}

export function useProblemText(): (problem: unknown) => ProblemText {
  useTranslation() // so that the words change with the language
  return (problem) =>
    problem instanceof Problem
      ? problemText(problem.code, problem.message, problem.facts)
      : problemText('page_fault', String(problem))
}

export function ProblemNotice({ problem, onRetry }: { problem: unknown; onRetry?: () => void }) {
  const { t } = useTranslation()
  const { title, todo, code, isKnown } = useProblemText()(problem)
  return (
    <div className="problem" role="alert">
      <strong>{title}</strong>
      <p>{todo}</p>
      {!isKnown && <code>{code}</code>}
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          {t('shell.retry')}
        </Button>
      )}
    </div>
  )
}

/** A page of which nothing can be shown, because what it asks was refused. */
export function ProblemPage({ of }: { of: { error: unknown; refetch: () => unknown } }) {
  return (
    <div className="page narrow">
      <ProblemNotice problem={of.error} onRetry={() => void of.refetch()} />
    </div>
  )
}
