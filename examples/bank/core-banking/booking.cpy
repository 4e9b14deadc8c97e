      *----------------------------------------------------------------*
      * JOURNAL OF BOOKINGS, RECFM V. WRITTEN BEFORE THE ACCOUNTS ARE. *
      *----------------------------------------------------------------*
       01  BOOKING-RECORD.
           05  BOOKING-NO              PIC S9(9) COMP.
           05  BOOKED-AT               PIC 9(14).
           05  REFERENCE               PIC X(36).
           05  PURPOSE                 PIC X(40).
           05  LEGS-COUNT              PIC 9.
           05  LEGS OCCURS 1 TO 2 TIMES DEPENDING ON LEGS-COUNT.
               10  LEG-ACCOUNT         PIC 9(10).
               10  LEG-AMOUNT          PIC S9(11)V99 COMP-3.
               10  LEG-BALANCE         PIC S9(11)V99 COMP-3.
