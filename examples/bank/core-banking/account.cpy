      *----------------------------------------------------------------*
      * ACCOUNT MASTER. ONE RECORD AN ACCOUNT, 160 BYTES, RECFM FB.    *
      *----------------------------------------------------------------*
       01  ACCOUNT-RECORD.
           05  ACCOUNT-NO              PIC 9(10).
           05  ACCOUNT-STATUS          PIC X.
               88  ACCOUNT-OPEN        VALUE 'O'.
               88  ACCOUNT-BLOCKED     VALUE 'B'.
               88  ACCOUNT-CLOSED      VALUE 'C'.
           05  CURRENCY                PIC X(3).
           05  BALANCE                 PIC S9(11)V99 COMP-3.
           05  OVERDRAFT-LIMIT         PIC S9(9)V99  COMP-3.
           05  INTEREST-RATE           PIC S9(2)V9(5) COMP-3.
           05  OPENED-ON               PIC 9(8).
           05  BRANCH                  PIC S9(4) COMP.
           05  LAST-BOOKING            PIC S9(9) COMP.
           05  HOLDER-KIND             PIC X.
               88  HOLDER-IS-PERSON    VALUE 'P'.
               88  HOLDER-IS-COMPANY   VALUE 'C'.
           05  HOLDER                  PIC X(60).
           05  PERSON REDEFINES HOLDER.
               10  FIRST-NAME          PIC X(25).
               10  LAST-NAME           PIC X(35).
           05  COMPANY REDEFINES HOLDER.
               10  COMPANY-NAME        PIC X(50).
               10  REGISTER-NO         PIC X(10).
           05  FILLER                  PIC X(54).
