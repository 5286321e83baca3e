"""What is kept in DynamoDB, one module an aggregate; the conditions that guard each write live
here.
"""
