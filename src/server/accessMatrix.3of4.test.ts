import { holdAccess } from '../../test/support/accessMatrix.testing.ts'

holdAccess(3, 4)
