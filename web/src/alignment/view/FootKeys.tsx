import { useTranslation } from 'react-i18next'

const walking = [
  { keys: ['J', 'K'], says: 'walk' },
  { keys: ['G'], says: 'gap' },
  { keys: ['↑', '↓'], says: 'ties' },
] as const
const judging = [
  { keys: ['Enter'], says: 'confirm' },
  { keys: ['X'], says: 'reject' },
  { keys: ['U'], says: 'undo' },
  { keys: ['A'], says: 'add' },
] as const
const asking = [{ keys: ['?'], says: 'all' }] as const

/** The keys one needs most, always in view. */
export function FootKeys({ mayReview }: { mayReview: boolean }) {
  const { t } = useTranslation()
  return (
    <footer className="align-foot no-print">
      {[...walking, ...(mayReview ? judging : []), ...asking].map(({ keys, says }) => (
        <span key={says}>
          {keys.map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
          {t(`alignment.view.hint.${says}`)}
        </span>
      ))}
    </footer>
  )
}
